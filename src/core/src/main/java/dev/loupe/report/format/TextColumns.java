package dev.loupe.report.format;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal of a fixed width. */
public final class TextColumns {
    public static final int WIDTH = 80;

    private TextColumns() {}

    /** Cut, with an ellipsis, to a number of columns. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > columns - 1) {
                break;
            }
            out.appendCodePoint(c);
        }
        return out.append('…').toString();
    }

    /** At most so many columns, cut in the middle: names that begin alike differ at their end. */
    public static String cutMiddle(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int tail = points.length;
        int used = 0;
        while (tail > 0 && used + width(points[tail - 1]) <= (columns - 1) / 2) {
            used += width(points[--tail]);
        }
        return cut(text, columns - used) + new String(points, tail, points.length - tail);
    }

    /** Cut or filled up to exactly a number of columns. */
    public static String fit(String text, int columns) {
        String cut = cut(text, columns);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }

    /** Wrapped at spaces to at most so many lines; the last one is cut when there is more. */
    public static List<String> wrap(String text, int columns, int most) {
        List<String> lines = new ArrayList<>();
        String left = text;
        while (lines.size() < most - 1 && width(left) > columns) {
            String head = cut(left, columns + 1);
            int space = head.substring(0, head.length() - 1).lastIndexOf(' ');
            if (space <= 0) {
                break;
            }
            lines.add(left.substring(0, space));
            left = left.substring(space + 1);
        }
        lines.add(cut(left, columns));
        return lines;
    }

    public static int width(String text) {
        return text.codePoints().map(TextColumns::width).sum();
    }

    private static int width(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default ->
                (c >= 0x1100 && c <= 0x115F)
                                || (c >= 0x2E80 && c <= 0xA4CF)
                                || (c >= 0xAC00 && c <= 0xD7A3)
                                || (c >= 0xF900 && c <= 0xFAFF)
                                || (c >= 0xFE30 && c <= 0xFE6F)
                                || (c >= 0xFF00 && c <= 0xFF60)
                                || (c >= 0x1F300 && c <= 0x1FAFF)
                                || (c >= 0x20000 && c <= 0x3FFFD)
                        ? 2
                        : 1;
        };
    }
}
