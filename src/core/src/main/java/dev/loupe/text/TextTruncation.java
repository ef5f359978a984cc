package dev.loupe.text;

import java.util.Locale;

/** Cuts text at a length, counted in {@code char}s, and never between the two halves of a surrogate pair. */
public final class TextTruncation {
    /** The maximum length of an id, a file name or a location in a report. */
    public static final int NAME = 512;

    /** The maximum length of an expected value, an actual value or a message in a report. */
    public static final int TEXT = 1_000;

    private TextTruncation() {}

    /** The start of a text, at most this long. */
    public static String prefix(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splits = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, splits ? longest - 1 : longest);
    }

    /** The text, or its start, at most this long, and three dots. */
    public static String shortened(String text, int longest) {
        return text.length() <= longest ? text : prefix(text, longest) + "...";
    }

    /** The text, or three dots and its end, at most this long. */
    public static String shortenedAtStart(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int start = text.length() - longest;
        boolean splits = longest > 0 && Character.isLowSurrogate(text.charAt(start));
        return "..." + text.substring(splits ? start + 1 : start);
    }

    /** Untrusted text for a file in UTF-8: well-formed, and its start with the length of the whole where it is cut. */
    public static String withLength(String text, int longest) {
        return text.length() <= longest
                ? wellFormed(text)
                : wellFormed(prefix(text, longest)) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }

    /** The same text; each surrogate without its other half, which UTF-8 cannot express, is replaced. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
