package dev.loupe.client;

import dev.loupe.client.error.LogExcerpt;
import java.util.Locale;
import java.util.Set;

/** Validates header names. */
final class AllowedHeaderNames {
    /** Headers that the HTTP client sets: it rejects them, or would send contradictory values. */
    private static final Set<String> RESERVED =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "te", "trailer");

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private AllowedHeaderNames() {}

    static void check(String name) {
        boolean token = !name.isEmpty()
                && name.chars()
                        .allMatch(
                                c -> c < 0x7F && (Character.isLetterOrDigit((char) c) || TOKEN_MARKS.indexOf(c) >= 0));
        if (!token) {
            throw new IllegalArgumentException("invalid header name: " + LogExcerpt.of(name));
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header " + name + " is set by the HTTP client");
        }
    }
}
