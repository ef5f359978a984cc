package dev.loupe.report;

/** Untrusted text in Markdown that somebody else renders. */
public final class Markdown {
    private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~@:&$=^\"'";

    private Markdown() {}

    /** Plain text on one line: nothing in it is markup, a mention, a link or HTML. */
    public static String text(String untrusted) {
        String line = Visible.line(untrusted);
        StringBuilder out = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(c -> {
            // an entity where a backslash would still leave a mention or an autolink
            if (c == '@' || c == '<' || c == '>' || c == '&' || c == ':') {
                out.append("&#").append(c).append(';');
            } else if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\').appendCodePoint(c);
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** A code span on one line, fenced by more backticks than it holds; safe in the cell of a table. */
    public static String code(String untrusted) {
        String line = Visible.line(untrusted).replace("|", "∣");
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
