package dev.loupe.report.format;

import dev.loupe.text.TextTruncation;
import java.util.Locale;

/** Limits untrusted text in reports, with a note where it is cut. JSON reports contain everything. */
public final class ReportTruncation {
    /** Characters of a sentence: a message, a reason. */
    static final int SENTENCE = 600;

    /** Characters of a JSON value. */
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
