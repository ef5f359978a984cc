package dev.loupe.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Paths in percent-encoded form: a document may write them with or without it. */
final class EncodedPath {
    private EncodedPath() {}

    /**
     * The path as clients send it: characters beyond ASCII are percent-encoded, and those that need no encoding are not.
     */
    static String encoded(String path) {
        if (path.indexOf('%') < 0 && path.chars().allMatch(letter -> letter < 128)) {
            return path;
        }
        StringBuilder sent = new StringBuilder();
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xff;
            boolean escape = octet == '%'
                    && i + 2 < bytes.length
                    && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0;
            if (escape) {
                octet = Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16);
                i += 2;
            }
            boolean plain = escape ? isUnreserved(octet) : octet < 128;
            sent.append(plain ? String.valueOf((char) octet) : String.format(Locale.ROOT, "%%%02X", octet));
        }
        return sent.toString();
    }

    private static boolean isUnreserved(int octet) {
        return octet < 128 && (Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0);
    }
}
