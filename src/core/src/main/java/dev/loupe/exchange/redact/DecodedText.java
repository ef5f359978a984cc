package dev.loupe.exchange.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text with the location of each of its characters in the text that it was decoded from. A secret is found in the decoded text,
 * and replaced in the original.
 *
 * @param starts where each character starts in the original; null when the text is the original
 * @param ends where each character ends in the original; null when the text is the original
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DecodedText(String text, int @Nullable [] starts, int @Nullable [] ends) {
    /** JSON in JSON in JSON, or a URL in JSON in JSON. */
    private static final int MAX_DEPTH = 3;

    /** A text with all escapes at all depths is not searched more often. */
    private static final int MAX_TEXTS = 16;

    private static final Map<String, Character> ENTITIES =
            Map.of("amp;", '&', "lt;", '<', "gt;", '>', "quot;", '"', "apos;", '\'');

    static DecodedText of(String text) {
        return new DecodedText(text, null, null);
    }

    /** Where the character at this location starts in the original. */
    int start(int at) {
        return starts == null ? at : starts[at];
    }

    /** Where the characters before this location end in the original. */
    int end(int at) {
        return ends == null || at == 0 ? at : ends[at - 1];
    }

    DecodedText withoutJsonEscapes() {
        return text.indexOf('\\') < 0 ? this : new Decoder().json();
    }

    DecodedText withoutPercentEscapes() {
        return text.indexOf('%') < 0 ? this : new Decoder().percent();
    }

    /** Without line breaks and the indentation after them, which wrap a long value; itself when it has none. */
    DecodedText unwrapped() {
        return text.indexOf('\n') < 0 ? this : new Decoder().unwrapped();
    }

    /** Whether it has a character with which an escape begins. */
    boolean isEscaped() {
        return text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.indexOf('&') >= 0 || text.indexOf('\0') >= 0;
    }

    /** This text without escapes of JSON, URLs and HTML, and without those below them; empty when it has none. */
    List<DecodedText> decoded() {
        List<DecodedText> found = new ArrayList<>();
        addDecoded(MAX_DEPTH, found);
        return found;
    }

    private void addDecoded(int depth, List<DecodedText> found) {
        if (hasJsonEscape()) {
            add(new Decoder().json(), depth, found);
        }
        if (hasPercentEscape()) {
            add(new Decoder().percent(), depth, found);
        }
        if (hasEntity()) {
            add(new Decoder().html(), depth, found);
        }
        if (text.indexOf('\0') >= 0) {
            add(new Decoder().withoutZeros(), depth, found);
        }
    }

    private static void add(DecodedText plain, int depth, List<DecodedText> found) {
        if (found.size() < MAX_TEXTS) {
            found.add(plain);
            if (depth > 1) {
                plain.addDecoded(depth - 1, found);
            }
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
            if (percentEscape(at) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The character that is escaped here, or -1. A secret is ASCII. */
    private int percentEscape(int at) {
        int code = hex(at + 1, 2);
        return code < 0x80 ? code : -1;
    }

    private boolean hasEntity() {
        for (int at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
            if (entity(at) != null) {
                return true;
            }
        }
        return false;
    }

    /** A character of HTML that is escaped here, or null. */
    private @Nullable Entity entity(int at) {
        if (text.startsWith("#", at + 1)) {
            return numbered(at);
        }
        for (var named : ENTITIES.entrySet()) {
            if (text.startsWith(named.getKey(), at + 1)) {
                return new Entity(named.getValue(), 1 + named.getKey().length());
            }
        }
        return null;
    }

    /** A secret is ASCII. */
    private @Nullable Entity numbered(int at) {
        boolean hex = at + 2 < text.length() && (text.charAt(at + 2) == 'x' || text.charAt(at + 2) == 'X');
        int value = 0;
        for (int i = at + (hex ? 3 : 2); i < Math.min(text.length(), at + 8); i++) {
            if (text.charAt(i) == ';') {
                return value > 0 ? new Entity((char) value, i + 1 - at) : null;
            }
            int digit = Character.digit(text.charAt(i), hex ? 16 : 10);
            value = (hex ? 16 : 10) * value + digit;
            if (digit < 0 || value > '~') {
                return null;
            }
        }
        return null;
    }

    private record Entity(char character, int length) {}

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
        private final int[] from = new int[text.length()];
        private final int[] to = new int[text.length()];

        private void add(char c, int at, int length) {
            from[plain.length()] = start(at);
            to[plain.length()] = end(at + length);
            plain.append(c);
        }

        private DecodedText done() {
            int length = plain.length();
            return new DecodedText(plain.toString(), Arrays.copyOf(from, length), Arrays.copyOf(to, length));
        }

        DecodedText html() {
            for (int i = 0; i < text.length(); ) {
                Entity entity = text.charAt(i) == '&' ? entity(i) : null;
                int length = entity == null ? 1 : entity.length();
                add(entity == null ? text.charAt(i) : entity.character(), i, length);
                i += length;
            }
            return done();
        }

        /** Text in UTF-16 that was read byte by byte. */
        DecodedText withoutZeros() {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) != 0) {
                    add(text.charAt(i), i, i + 1 < text.length() && text.charAt(i + 1) == 0 ? 2 : 1);
                }
            }
            return done();
        }

        DecodedText unwrapped() {
            boolean indentation = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean lineBreak = c == '\n' || c == '\r';
                indentation = lineBreak || (indentation && (c == ' ' || c == '\t'));
                if (!indentation) {
                    add(c, i, 1);
                }
            }
            return done();
        }

        DecodedText percent() {
            for (int i = 0; i < text.length(); i++) {
                int code = text.charAt(i) == '%' ? percentEscape(i) : -1;
                add(code >= 0 ? (char) code : text.charAt(i), i, code >= 0 ? 3 : 1);
                i += code >= 0 ? 2 : 0;
            }
            return done();
        }

        DecodedText json() {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c != '\\' || i + 1 == text.length()) {
                    add(c, i, 1);
                    continue;
                }
                char escaped = text.charAt(i + 1);
                int code = escaped == 'u' ? hex(i + 2, 4) : -1;
                add(code >= 0 ? (char) code : character(escaped), i, code >= 0 ? 6 : 2);
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
