package dev.loupe.gemma;

import dev.loupe.gemma.error.LogExcerpt;
import java.util.Locale;
import java.util.Set;

/** Which header names a caller may set. */
final class AllowedHeaderNames {
    /** Framing and routing are the HTTP client's: it would refuse them, or send a request that says two things. */
    private static final Set<String> TAKEN =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "te", "trailer");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private AllowedHeaderNames() {}

    static void check(String name) {
        boolean token = !name.isEmpty()
                && name.chars()
                        .allMatch(
                                c -> c < 0x7F && (Character.isLetterOrDigit((char) c) || TOKEN_MARKS.indexOf(c) >= 0));
        if (!token) {
            throw new IllegalArgumentException("not a header name: " + LogExcerpt.of(name));
        }
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is set by the HTTP client itself");
        }
    }
}
