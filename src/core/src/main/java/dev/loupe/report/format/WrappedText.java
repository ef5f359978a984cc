package dev.loupe.report.format;

/** Lines of text for a terminal: visible, and wrapped at a width with a hanging indent. */
public final class WrappedText {
    /** A word that is longer than a line is split after one of these: in pointers, URLs, JSON. */
    private static final String SEAMS = "/,;:}]&";

    private static final int NARROWEST = 20;

    private final int width;
    private final StringBuilder out = new StringBuilder();

    public WrappedText(int width) {
        this.width = width;
    }

    public WrappedText blank() {
        out.append('\n');
        return this;
    }

    /** A line that starts with {@code mark}; the next lines are indented to the start of the text. */
    public WrappedText line(String mark, String text) {
        return line(mark, mark.length(), text);
    }

    /** The same, with the next lines indented to a given column. */
    public WrappedText line(String mark, int hang, String text) {
        String indent = " ".repeat(hang);
        String rest = VisibleText.line(text);
        int room = Math.max(NARROWEST, width - mark.length());
        out.append(mark);
        while (true) {
            int end = end(rest, room);
            out.append(rest, 0, end).append('\n');
            rest = rest.substring(end).stripLeading();
            if (rest.isEmpty()) {
                return this;
            }
            out.append(indent);
            room = Math.max(NARROWEST, width - hang);
        }
    }

    /** One line, shortened in its middle when it is too long, so that its start and its end stay readable. */
    public WrappedText cut(String mark, String text) {
        String visible = VisibleText.line(text);
        int room = Math.max(NARROWEST, width - mark.length());
        int length = visible.codePointCount(0, visible.length());
        if (length > room) {
            int start = visible.offsetByCodePoints(0, room / 2);
            int end = visible.offsetByCodePoints(0, length - (room - room / 2 - 1));
            visible = visible.substring(0, start) + "…" + visible.substring(end);
        }
        out.append(mark).append(visible).append('\n');
        return this;
    }

    /** Where the line ends: at the end of a word, or inside one that is longer than a line. */
    private static int end(String text, int room) {
        if (text.codePointCount(0, text.length()) <= room) {
            return text.length();
        }
        int most = text.offsetByCodePoints(0, room);
        int space = text.lastIndexOf(' ', most);
        int next = text.indexOf(' ', space + 1);
        int word = (next < 0 ? text.length() : next) - (space + 1);
        if (space > 0 && word <= room) {
            return space;
        }
        for (int at = most; at > Math.max(space + 1, room / 2); at--) {
            if (SEAMS.indexOf(text.charAt(at - 1)) >= 0) {
                return at;
            }
        }
        // a short line rather than a split word, unless the word is split in any case
        return space > room / 2 ? space : most;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
