package dev.loupe.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A regular expression as a graph: what is found anywhere in a text that starts with {@link #BEGIN} and ends with
 * {@link #END}, so that {@code ^} and {@code $} are letters like others. Reads what contracts use of ECMA 262; throws
 * {@link IllegalArgumentException} on the rest (look-around, references back, properties of characters).
 */
final class PatternGraph {
    static final int BEGIN = 0x110000;
    static final int END = 0x110001;

    private static final int MOST_STATES = 4_000;
    private static final int[] DIGITS = {'0', '9'};
    private static final int[] WORD = {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
    private static final int[] SPACE = {
        '\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F,
        0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF
    };
    private static final int[] LINE_ENDS = {'\n', '\n', '\r', '\r', 0x2028, 0x2029};

    /** One way on: by a letter of these ranges (pairs of first and last), or without one when there are none. */
    static final class Edge {
        private final int[] letters;
        private final int to;

        private Edge(int[] letters, int to) {
            this.letters = letters;
            this.to = to;
        }

        int to() {
            return to;
        }

        boolean free() {
            return letters.length == 0;
        }

        boolean takes(int letter) {
            for (int i = 0; i < letters.length; i += 2) {
                if (letters[i] <= letter && letter <= letters[i + 1]) {
                    return true;
                }
            }
            return false;
        }
    }

    private final String pattern;
    private final List<List<Edge>> edges = new ArrayList<>();
    private int at;
    private int carets;
    private int dollars;

    final int start;
    /** From here on every rest of a text will do. */
    final int found;

    private PatternGraph(String pattern) {
        this.pattern = pattern;
        this.start = state();
        edge(start, new int[] {0, BEGIN}, start);
        int first = state();
        edge(start, new int[0], first);
        this.found = alternatives(first);
        if (at < pattern.length()) {
            throw new IllegalArgumentException("what follows cannot be read");
        }
        edge(found, new int[] {0, END - 2, END, END}, found);
    }

    static PatternGraph of(String pattern) {
        if (pattern.length() > 1_000) {
            throw new IllegalArgumentException("too long");
        }
        try {
            return new PatternGraph(pattern);
        } catch (IndexOutOfBoundsException | NumberFormatException unreadable) {
            throw new IllegalArgumentException("cannot be read", unreadable);
        }
    }

    int size() {
        return edges.size();
    }

    List<Edge> from(int state) {
        return edges.get(state);
    }

    /** Where one range of letters ends and another starts. */
    void borders(Set<Integer> all) {
        for (List<Edge> each : edges) {
            for (Edge edge : each) {
                for (int i = 0; i < edge.letters.length; i += 2) {
                    all.add(edge.letters[i]);
                    all.add(edge.letters[i + 1] + 1);
                }
            }
        }
    }

    private int state() {
        if (edges.size() >= MOST_STATES) {
            throw new IllegalArgumentException("too large");
        }
        edges.add(new ArrayList<>());
        return edges.size() - 1;
    }

    private void edge(int from, int[] letters, int to) {
        edges.get(from).add(new Edge(letters, to));
    }

    private int alternatives(int from) {
        int end = state();
        edge(sequence(from), new int[0], end);
        while (more() && peek() == '|') {
            at++;
            edge(sequence(from), new int[0], end);
        }
        return end;
    }

    private int sequence(int from) {
        int first = state();
        edge(from, new int[0], first);
        int here = first;
        int begins = carets;
        int ends = dollars;
        while (more() && peek() != '|' && peek() != ')') {
            if (dollars > ends || (carets > begins && peek() == '^')) {
                throw new IllegalArgumentException("something behind the end of the text");
            }
            int begin = at;
            int before = carets;
            int next = atom(here);
            if (carets > before && here != first) {
                throw new IllegalArgumentException("something before the start of the text");
            }
            boolean anchored = carets > before || dollars > ends;
            if (more() && "*+?{".indexOf(peek()) >= 0) {
                if (anchored) {
                    throw new IllegalArgumentException("a repeated end of the text");
                }
                next = repeated(begin, here, next);
            }
            here = next;
        }
        return here;
    }

    /** Reads the atom again for each time that it may come. */
    private int repeated(int begin, int before, int once) {
        int least = 0;
        int most = -1;
        switch (pattern.charAt(at++)) {
            case '*' -> {}
            case '+' -> least = 1;
            case '?' -> most = 1;
            default -> {
                int end = pattern.indexOf('}', at);
                String[] ends = pattern.substring(at, end).split(",", -1);
                least = Integer.parseInt(ends[0]);
                most = ends.length == 1 ? least : ends[1].isEmpty() ? -1 : Integer.parseInt(ends[1]);
                at = end + 1;
            }
        }
        if (more() && peek() == '?') {
            at++;
        }
        if (more() && "*+?{".indexOf(peek()) >= 0) {
            throw new IllegalArgumentException("repeated twice");
        }
        int after = at;
        int end = state();
        int here = before;
        int next = once;
        for (int i = 0; i < Math.max(least, most); i++) {
            if (i >= least) {
                edge(here, new int[0], end);
            }
            here = next;
            at = begin;
            next = atom(here);
        }
        if (most < 0) {
            edge(next, new int[0], here);
        }
        edge(here, new int[0], end);
        at = after;
        return end;
    }

    private int atom(int from) {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^' -> {
                carets++;
                yield letter(from, new int[] {BEGIN, BEGIN});
            }
            case '$' -> {
                dollars++;
                yield letter(from, new int[] {END, END});
            }
            case '.' -> letter(from, without(LINE_ENDS));
            case '(' -> group(from);
            case '[' -> letter(from, set());
            case '\\' -> letter(from, escaped());
            case '*', '+', '?', '{' -> throw new IllegalArgumentException("nothing to repeat");
            default -> {
                at--;
                yield letter(from, one());
            }
        };
    }

    private int letter(int from, int[] letters) {
        int to = state();
        if (letters.length > 0) {
            edge(from, letters, to);
        }
        return to;
    }

    private int group(int from) {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (peek() == '?') {
            throw new IllegalArgumentException("look-around");
        }
        int end = alternatives(from);
        if (pattern.charAt(at++) != ')') {
            throw new IllegalArgumentException("a group without end");
        }
        return end;
    }

    private int[] one() {
        int letter = pattern.codePointAt(at);
        at += Character.charCount(letter);
        return new int[] {letter, letter};
    }

    private int[] set() {
        boolean not = peek() == '^';
        at += not ? 1 : 0;
        List<int[]> all = new ArrayList<>();
        while (peek() != ']') {
            int[] low = member();
            if (peek() == '-' && pattern.charAt(at + 1) != ']' && low.length == 2 && low[0] == low[1]) {
                at++;
                int[] high = member();
                if (high.length != 2 || high[0] != high[1] || high[0] < low[0]) {
                    throw new IllegalArgumentException("no range");
                }
                low = new int[] {low[0], high[0]};
            }
            all.add(low);
        }
        at++;
        int[] letters = all.stream().flatMapToInt(java.util.Arrays::stream).toArray();
        return not ? without(letters) : letters;
    }

    private int[] member() {
        if (peek() != '\\') {
            return one();
        }
        at++;
        if (peek() == 'b') {
            at++;
            return new int[] {'\b', '\b'};
        }
        return escaped();
    }

    private int[] escaped() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> DIGITS;
            case 'D' -> without(DIGITS);
            case 'w' -> WORD;
            case 'W' -> without(WORD);
            case 's' -> SPACE;
            case 'S' -> without(SPACE);
            case 'n' -> new int[] {'\n', '\n'};
            case 't' -> new int[] {'\t', '\t'};
            case 'r' -> new int[] {'\r', '\r'};
            case 'f' -> new int[] {'\f', '\f'};
            case 'v' -> new int[] {0x0B, 0x0B};
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new IllegalArgumentException("an escape that is not known");
                }
                yield new int[] {c, c};
            }
        };
    }

    private int[] hexadecimal(int digits) {
        int letter = Integer.parseInt(pattern.substring(at, at + digits), 16);
        at += digits;
        if (Character.isSurrogate((char) letter)) {
            throw new IllegalArgumentException("half a character");
        }
        return new int[] {letter, letter};
    }

    /** All letters but these. */
    private static int[] without(int[] letters) {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int i = 0; i < letters.length; i += 2) {
            starts.add(letters[i]);
        }
        List<Integer> rest = new ArrayList<>();
        int next = 0;
        for (int start : starts) {
            if (start > next) {
                rest.addAll(List.of(next, start - 1));
            }
            for (int i = 0; i < letters.length; i += 2) {
                next = letters[i] == start ? Math.max(next, letters[i + 1] + 1) : next;
            }
        }
        if (next < BEGIN) {
            rest.addAll(List.of(next, BEGIN - 1));
        }
        return rest.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
