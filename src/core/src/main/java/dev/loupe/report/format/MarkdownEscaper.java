package dev.loupe.report.format;

/** Escapes untrusted text in Markdown. */
public final class MarkdownEscaper {
    /** Markup anywhere. */
    private static final String SPECIAL = "\\`*~[]|";

    /** Markup at the start of a line. */
    private static final String FIRST = "#+-=:>";

    /** An invisible character that breaks a mention. */
    private static final String APART = "&#8203;";

    private MarkdownEscaper() {}

    /**
     * Text on one line, with the parts in backticks as code: nothing else in it is markup, a mention, a link or HTML. People
     * also read it unrendered, so only what has a meaning at its position is escaped.
     */
    public static String text(String untrusted) {
        boolean formula = untrusted.indexOf('$') != untrusted.lastIndexOf('$');
        StringBuilder out = new StringBuilder(untrusted.length() + 16);
        for (InlineCodeText.Piece piece : InlineCodeText.of(untrusted).pieces()) {
            if (piece.code()) {
                out.append(code(piece.text()));
            } else {
                escape(piece.text(), formula, out, out.isEmpty());
            }
        }
        return out.toString();
    }

    private static void escape(String line, boolean formula, StringBuilder out, boolean isFirst) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '<') {
                out.append("&lt;");
            } else if (c == '@' || (c == '#' && !(isFirst && i == 0))) {
                out.append(c).append(isWord(line, i + 1) ? APART : "");
            } else if (line.startsWith("://", i) || (c == '.' && line.regionMatches(true, i - 3, "www", 0, 3))) {
                out.append("&#").append((int) c).append(';');
            } else if (isMarkup(line, i, isFirst) || (c == '$' && formula)) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
    }

    private static boolean isMarkup(String line, int at, boolean isFirst) {
        char c = line.charAt(at);
        return switch (c) {
            // inside a word it is not emphasis
            case '_' -> !(isWord(line, at - 1) && isWord(line, at + 1));
            case '&' -> isWord(line, at + 1) || line.startsWith("#", at + 1);
            case '.', ')' -> isFirst && isListMark(line, at);
            default -> SPECIAL.indexOf(c) >= 0 || (isFirst && at == 0 && FIRST.indexOf(c) >= 0);
        };
    }

    /** {@code 1. } at the start of a line is an item of a list. */
    private static boolean isListMark(String line, int at) {
        return at > 0
                && at < 10
                && (at + 1 == line.length() || line.charAt(at + 1) == ' ')
                && line.substring(0, at).chars().allMatch(Character::isDigit);
    }

    private static boolean isWord(String line, int at) {
        return at >= 0 && at < line.length() && Character.isLetterOrDigit(line.charAt(at));
    }

    /** A code span on one line, fenced by more backticks than it contains; safe in the cell of a table. */
    public static String code(String untrusted) {
        String line = VisibleText.line(untrusted).replace("|", "∣");
        int run = 0;
        int longest = 0;
        for (int i = 0; i < line.length(); i++) {
            run = line.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        String padding = line.isEmpty() || line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + padding + line + padding + fence;
    }
}
