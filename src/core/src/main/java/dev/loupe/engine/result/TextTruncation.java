package dev.loupe.engine.result;

import java.util.Locale;

/**
 * Cuts untrusted text to a length that a report can carry, and replaces what no file in UTF-8 can hold: a surrogate
 * without its other half.
 */
public final class TextTruncation {
    /** Longest id, file name or place that is carried through. */
    public static final int NAME = 512;
    /** Longest expected, actual or message that is carried through. */
    public static final int TEXT = 1_000;

    private TextTruncation() {}

    public static String text(String text, int longest) {
        if (text.length() <= longest) {
            return whole(text);
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return whole(text.substring(0, end)) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }

    /** The same text, with each lone surrogate replaced. */
    public static String whole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
