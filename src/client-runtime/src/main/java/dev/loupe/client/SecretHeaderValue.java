package dev.loupe.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret header value, such as the API key. It is printed as stars and stored as bytes, so that the list of strings in a heap dump
 * does not contain it.
 */
final class SecretHeaderValue {
    private static final int SHORTEST_TO_HIDE = 4;

    private final byte[] bytes;

    private SecretHeaderValue(byte[] bytes) {
        this.bytes = bytes;
    }

    static SecretHeaderValue of(String what, String clear) {
        String value = clear.strip(); // a key read from a file ends with a line feed
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c >= 0x7F) {
                // thrown here, because the HTTP client would print the value
                throw new IllegalArgumentException(
                        what + " has a character that is not allowed in a header, at position " + i
                                + " (the value is not shown)");
            }
        }
        return new SecretHeaderValue(value.getBytes(StandardCharsets.US_ASCII));
    }

    String reveal() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** The key in {@code Bearer <key>}, because a server may echo it without the scheme. */
    Optional<SecretHeaderValue> withoutScheme() {
        String clear = reveal();
        int space = clear.indexOf(' ');
        return space < 0
                ? Optional.empty()
                : Optional.of(
                        new SecretHeaderValue(clear.substring(space + 1).strip().getBytes(StandardCharsets.US_ASCII)));
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The text with this value redacted, ignoring case. */
    String hideIn(String text) {
        if (bytes.length < SHORTEST_TO_HIDE) {
            return text;
        }
        String clear = reveal();
        StringBuilder hidden = null;
        int from = 0;
        for (int i = 0; i + clear.length() <= text.length(); i++) {
            // regionMatches does not depend on the default locale
            if (text.regionMatches(true, i, clear, 0, clear.length())) {
                hidden = hidden == null ? new StringBuilder() : hidden;
                hidden.append(text, from, i).append("***");
                from = i + clear.length();
                i = from - 1;
            }
        }
        return hidden == null ? text : hidden.append(text, from, text.length()).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretHeaderValue that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "***";
    }
}
