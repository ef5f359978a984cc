package dev.loupe.schema;

import java.util.List;

/**
 * A text for a simple pattern: literals, classes, {@code \d \w \s .}, and counts. Whatever is beyond that gets a guess;
 * the caller checks every text against the schema.
 */
final class PatternText {
    private static final int LONGEST = 1_000;

    private final String pattern;
    private int at;

    private PatternText(String pattern) {
        this.pattern = pattern;
    }

    /** Texts to try, likeliest first. */
    static List<String> candidates(String pattern) {
        return List.of(new PatternText(pattern).text(), "a", "A", "0", "a0", "https://example.com/", "2026-01-01", "");
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        while (at < pattern.length() && text.length() < LONGEST) {
            String atom = atom();
            int count = Math.min(count(), LONGEST);
            text.append(atom.repeat(count));
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$', '(', ')' -> "";
            case '.' -> "a";
            case '[' -> oneOfClass();
            case '\\' -> at < pattern.length() ? escaped(pattern.charAt(at++)) : "";
            case '|' -> {
                // the first alternative is enough
                at = pattern.length();
                yield "";
            }
            default -> String.valueOf(c);
        };
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> "0";
            case 'w', 'S', 'D' -> "a";
            case 's' -> " ";
            case 'b' -> "";
            default -> String.valueOf(c);
        };
    }

    private String oneOfClass() {
        int end = pattern.indexOf(']', at + 1);
        String inside = end < 0 ? pattern.substring(at) : pattern.substring(at, end);
        at = end < 0 ? pattern.length() : end + 1;
        if (inside.startsWith("^")) {
            for (char c : "a0A_-".toCharArray()) {
                if (inside.indexOf(c) < 0) {
                    return String.valueOf(c);
                }
            }
        }
        return inside.startsWith("\\") && inside.length() > 1
                ? escaped(inside.charAt(1))
                : inside.substring(0, Math.min(1, inside.length()));
    }

    private int count() {
        if (at >= pattern.length()) {
            return 1;
        }
        switch (pattern.charAt(at)) {
            case '*', '?' -> {
                at++;
                return 0;
            }
            case '+' -> {
                at++;
                return 1;
            }
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String[] counts =
                        end < 0 ? new String[0] : pattern.substring(at + 1, end).split(",", -1);
                at = end < 0 ? pattern.length() : end + 1;
                return counts.length > 0 && counts[0].matches("[0-9]{1,4}") ? Integer.parseInt(counts[0]) : 0;
            }
            default -> {
                return 1;
            }
        }
    }
}
