package dev.loupe.gemma.error;

/** Text of a stranger, made fit for one line of a log: short, and without control characters that a terminal would obey. */
public final class LogExcerpt {
    private static final int LONGEST = 500;

    private LogExcerpt() {}

    public static String of(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        StringBuilder line = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return line.toString().strip();
    }
}
