package dev.loupe.openapi.values;

import dev.loupe.openapi.schema.BoundedPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings that match a regular expression, for a subset of the language: letters, classes, groups, alternatives and
 * quantifiers. Callers verify a string before they use it.
 */
public final class PatternStringGenerator {
    private final String pattern;
    /** Chooses between alternatives; null for always the first. */
    private final @Nullable Random choice;

    /** The usual number of strings for one pattern. */
    public static final int TRIES = 60;

    private static final int MORE = 4;

    private int at;
    private int steps;

    private PatternStringGenerator(String pattern, @Nullable Random choice) {
        this.pattern = pattern;
        this.choice = choice;
    }

    /** True for {@code .*} and the like: it matches the empty string anywhere and requires no end of the text. */
    public static boolean matchesEverything(String pattern) {
        String open = pattern.startsWith("^")
                ? pattern.substring(1)
                : pattern.endsWith("$") && !pattern.endsWith("\\$")
                        ? pattern.substring(0, pattern.length() - 1)
                        : pattern;
        boolean anchored = open.contains("^")
                || open.contains("$")
                || open.contains("\\b")
                || open.contains("\\B")
                || open.contains("(?=")
                || open.contains("(?!")
                || open.contains("(?<");
        try {
            return !anchored && BoundedPattern.of(open).matches("");
        } catch (BoundedPattern.Undecided unknown) {
            return false;
        }
    }

    /** The first string that matches; empty for an unsupported pattern. */
    public static Optional<String> example(String pattern) {
        return Optional.ofNullable(example(pattern, null));
    }

    /** Many strings that match, always the same; none for an unsupported pattern. */
    public static Set<String> examples(String pattern, int tries) {
        Set<String> all = new LinkedHashSet<>();
        Random choice = new Random(tries);
        for (int i = 0; i < tries; i++) {
            String text = example(pattern, choice);
            if (text == null) {
                return Set.of();
            }
            all.add(text);
        }
        return all;
    }

    private static @Nullable String example(String pattern, @Nullable Random choice) {
        if (pattern.length() > 500) {
            return null;
        }
        try {
            PatternStringGenerator reader = new PatternStringGenerator(pattern, choice);
            String text = reader.alternatives();
            return reader.at == pattern.length() ? text : null;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | BoundedPattern.Undecided unknown) {
            return null;
        }
    }

    private String alternatives() {
        List<String> all = new ArrayList<>(List.of(sequence()));
        while (more() && peek() == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(choice == null ? 0 : choice.nextInt(all.size()));
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
            case '.' -> "a";
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
            throw new IllegalArgumentException("unclosed group");
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
                if (BoundedPattern.of("^[" + body + "]$").matches(String.valueOf(c))) {
                    return String.valueOf(c);
                }
            }
            return "~";
        }
        List<String> all = characters(body);
        return all.get(choice == null ? 0 : choice.nextInt(all.size()));
    }

    /** The characters of a class, listed or in ranges. */
    private static List<String> characters(String body) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) == '\\') {
                all.add(escaped(body.charAt(++i)));
            } else if (i + 2 < body.length() && body.charAt(i + 1) == '-' && body.charAt(i + 2) != '\\') {
                char last = body.charAt(i + 2);
                for (char c = body.charAt(i); c <= last && all.size() < 500; c++) {
                    all.add(String.valueOf(c));
                }
                i += 2;
            } else {
                all.add(String.valueOf(body.charAt(i)));
            }
        }
        return all;
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> "0";
            case 'w' -> "a";
            case 's' -> " ";
            case 'D', 'S' -> "a";
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
                    case '*' -> skip(0, MORE);
                    case '?' -> skip(0, 1);
                    case '+' -> skip(1, 1 + MORE);
                    case '{' -> {
                        int end = pattern.indexOf('}', at);
                        String body = pattern.substring(at + 1, end);
                        at = end + 1;
                        int comma = body.indexOf(',');
                        int least = Integer.parseInt(comma < 0 ? body : body.substring(0, comma));
                        String most = body.substring(comma + 1);
                        yield comma < 0 ? least : chosen(least, most.isEmpty() ? least + MORE : Integer.parseInt(most));
                    }
                    default -> 1;
                };
        if (more() && (peek() == '?' || peek() == '+') && at > 0 && "*+?}".indexOf(pattern.charAt(at - 1)) >= 0) {
            at++;
        }
        return count;
    }

    private int skip(int least, int most) {
        at++;
        return chosen(least, most);
    }

    /** Patterns differ at the ends, so these are chosen more often. */
    private int chosen(int least, int most) {
        if (choice == null || most <= least) {
            return least;
        }
        return switch (choice.nextInt(3)) {
            case 0 -> least;
            case 1 -> most;
            default -> choice.nextInt(least, most + 1);
        };
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
