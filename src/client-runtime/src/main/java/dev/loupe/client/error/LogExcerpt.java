package dev.loupe.client.error;

/** Received text for one line of a log: shortened and without control characters. */
public final class LogExcerpt {
    private static final int MAX_LENGTH = 500;

    private LogExcerpt() {}

    public static String of(String text) {
        String shown = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        StringBuilder line = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
        }
        return line.toString().strip();
    }
}
