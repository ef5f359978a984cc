package dev.loupe.change;

import org.jspecify.annotations.Nullable;

/**
 * Makes a text that matches a regular expression, for the plain part of the language: letters, classes, groups,
 * alternatives and counts. What it makes is tried before it is used, so that what it does not know costs nothing.
 */
final class PatternText {
    private final String pattern;
    private int at;
    private int steps;

    private PatternText(String pattern) {
        this.pattern = pattern;
    }

    static @Nullable String example(String pattern) {
        if (pattern.length() > 500) {
            return null;
        }
        try {
            PatternText reader = new PatternText(pattern);
            String text = reader.alternatives();
            return reader.at == pattern.length() ? text : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException unknown) {
            return null;
        }
    }

    /** The first alternative is taken, the others are read over. */
    private String alternatives() {
        String first = sequence();
        while (more() && peek() == '|') {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (more() && peek() != '|' && peek() != ')') {
            if (++steps > 1_000) {
                throw new IllegalArgumentException("too long");
            }
            String one = atom();
            int count = count();
            if (one.length() * (long) count > 10_000) {
                throw new IllegalArgumentException("too long");
            }
            text.append(one.repeat(count));
        }
        return text.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^', '$' -> "";
            case '.' -> "x";
            case '(' -> group();
            case '[' -> set();
            case '\\' -> escaped(pattern.charAt(at++));
            case '*', '+', '?', '{' -> throw new IllegalArgumentException("nothing to repeat");
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (more() && peek() == '?') {
            throw new IllegalArgumentException("look-around");
        }
        String inside = alternatives();
        if (!more() || pattern.charAt(at++) != ')') {
            throw new IllegalArgumentException("group without end");
        }
        return inside;
    }

    private String set() {
        boolean not = more() && peek() == '^';
        int start = at;
        while (pattern.charAt(at) != ']' || at == start) {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        String body = pattern.substring(start, at++);
        if (not) {
            for (char c = 'a'; c <= 'z'; c++) {
                if (BoundedPatterns.matches("^[" + body + "]$", String.valueOf(c))) {
                    return String.valueOf(c);
                }
            }
            return "~";
        }
        return body.charAt(0) == '\\' ? escaped(body.charAt(1)) : body.substring(0, 1);
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> "0";
            case 'w' -> "a";
            case 's' -> " ";
            case 'D', 'S' -> "x";
            case 'W' -> "-";
            case 'b', 'B', 'A', 'Z', 'z' -> "";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'p', 'P', 'u', 'x', 'k' -> throw new IllegalArgumentException("unknown escape");
            default -> String.valueOf(c);
        };
    }

    private int count() {
        if (!more()) {
            return 1;
        }
        int count =
                switch (peek()) {
                    case '*', '?' -> skip(0);
                    case '+' -> skip(1);
                    case '{' -> {
                        int end = pattern.indexOf('}', at);
                        String body = pattern.substring(at + 1, end);
                        at = end + 1;
                        int comma = body.indexOf(',');
                        yield Integer.parseInt(comma < 0 ? body : body.substring(0, comma));
                    }
                    default -> 1;
                };
        if (more() && (peek() == '?' || peek() == '+') && at > 0 && "*+?}".indexOf(pattern.charAt(at - 1)) >= 0) {
            at++;
        }
        return count;
    }

    private int skip(int count) {
        at++;
        return count;
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
