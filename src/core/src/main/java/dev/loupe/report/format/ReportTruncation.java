package dev.loupe.report.format;

import java.util.Locale;

/** Keeps what a report shows of untrusted text within bounds, and says so where it cut. JSON reports hold everything. */
public final class ReportTruncation {
    /** Characters shown of a sentence: a message, the validator's words, a reason. */
    static final int SENTENCE = 600;

    /** Characters shown of a JSON value. */
    public static final int VALUE = 400;

    private ReportTruncation() {}

    public static String sentence(String text) {
        return to(text, SENTENCE);
    }

    public static String to(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + String.format(Locale.ROOT, "... (%,d of %,d characters)", end, text.length());
    }
}
