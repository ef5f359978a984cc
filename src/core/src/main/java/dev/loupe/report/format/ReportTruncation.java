package dev.loupe.report.format;

import dev.loupe.text.TextTruncation;
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
        String shown = TextTruncation.prefix(text, longest);
        return shown + String.format(Locale.ROOT, "... (%,d of %,d characters)", shown.length(), text.length());
    }
}
