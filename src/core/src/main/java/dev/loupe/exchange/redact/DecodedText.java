package dev.loupe.exchange.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with the location of each of its characters in the text that it was decoded from. A secret is found in the decoded text,
 * and replaced in the original.
 *
 * @param offsets the start of each character in the original, and then the end of the last one; null when the text is the original
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DecodedText(String text, int @Nullable [] offsets) {
    /** JSON in JSON in JSON, or a URL in JSON in JSON. */
    private static final int MAX_DEPTH = 3;

    static DecodedText of(String text) {
        return new DecodedText(text, null);
    }

    int original(int at) {
        return offsets == null ? at : offsets[at];
    }

    DecodedText withoutJsonEscapes() {
        return text.indexOf('\\') < 0 ? this : new Decoder().json();
    }

    DecodedText withoutPercentEscapes() {
        return text.indexOf('%') < 0 ? this : new Decoder().percent();
    }

    /** This text without escapes of JSON and URLs, and without those below them; empty when it has none. */
    List<DecodedText> decoded() {
        List<DecodedText> found = new ArrayList<>();
        addDecoded(MAX_DEPTH, found);
        return found;
    }

    private void addDecoded(int depth, List<DecodedText> found) {
        if (depth == 0) {
            return;
        }
        if (hasJsonEscape()) {
            DecodedText plain = new Decoder().json();
            found.add(plain);
            plain.addDecoded(depth - 1, found);
        }
        if (hasPercentEscape()) {
            DecodedText plain = new Decoder().percent();
            found.add(plain);
            plain.addDecoded(depth - 1, found);
        }
    }

    /** Whether a character of a secret may be escaped; control characters are none. */
    private boolean hasJsonEscape() {
        for (int at = text.indexOf('\\'); at >= 0 && at + 1 < text.length(); at = text.indexOf('\\', at + 2)) {
            if ("u\"\\/".indexOf(text.charAt(at + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean hasPercentEscape() {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (hex(at + 1, 2) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The number that is written here in hexadecimal digits, or -1. */
    private int hex(int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }

    /** Builds the decoded text. */
    private final class Decoder {
        private final StringBuilder plain = new StringBuilder(text.length());
        private int[] starts = new int[text.length() + 1];

        private void add(char c, int at) {
            starts[plain.length()] = original(at);
            plain.append(c);
        }

        private DecodedText done() {
            starts[plain.length()] = original(text.length());
            starts = Arrays.copyOf(starts, plain.length() + 1);
            return new DecodedText(plain.toString(), starts);
        }

        DecodedText percent() {
            for (int i = 0; i < text.length(); i++) {
                int code = text.charAt(i) == '%' ? hex(i + 1, 2) : -1;
                // a secret is ASCII
                boolean ascii = code >= 0 && code < 0x80;
                add(ascii ? (char) code : text.charAt(i), i);
                i += ascii ? 2 : 0;
            }
            return done();
        }

        DecodedText json() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\\' || i + 1 == text.length()) {
                    add(c, i);
                    continue;
                }
                char escaped = text.charAt(i + 1);
                int code = escaped == 'u' ? hex(i + 2, 4) : -1;
                add(code >= 0 ? (char) code : character(escaped), i);
                i += code >= 0 ? 5 : 1;
            }
            return done();
        }

        private static char character(char escaped) {
            return switch (escaped) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                default -> escaped;
            };
        }
    }
}
