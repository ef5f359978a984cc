package dev.loupe.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A regular expression as a graph: what is found anywhere in a text that starts with {@link Letters#BEGIN} and ends with
 * {@link Letters#END}, so that {@code ^} and {@code $} are letters like others. Reads what contracts use of ECMA 262; throws
 * {@link IllegalArgumentException} on the rest (look-around, references back, properties of characters).
 */
final class PatternGraph {
    private static final int MOST_STATES = 4_000;

    /**
     * One way on.
     *
     * @param letters by one of these; without a letter when there are none
     */
    record Edge(Letters letters, int to) {}

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
        edge(start, Letters.from(0, Letters.BEGIN), start);
        int first = state();
        edge(start, Letters.NONE, first);
        this.found = alternatives(first);
        if (at < pattern.length()) {
            throw new IllegalArgumentException("what follows cannot be read");
        }
        edge(found, Letters.all(List.of(Letters.NONE.others(), Letters.one(Letters.END))), found);
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
        edges.forEach(each -> each.forEach(edge -> edge.letters().borders(all)));
    }

    private int state() {
        if (edges.size() >= MOST_STATES) {
            throw new IllegalArgumentException("too large");
        }
        edges.add(new ArrayList<>());
        return edges.size() - 1;
    }

    private void edge(int from, Letters letters, int to) {
        edges.get(from).add(new Edge(letters, to));
    }

    private int alternatives(int from) {
        int end = state();
        edge(sequence(from), Letters.NONE, end);
        while (more() && peek() == '|') {
            at++;
            edge(sequence(from), Letters.NONE, end);
        }
        return end;
    }

    private int sequence(int from) {
        int first = state();
        edge(from, Letters.NONE, first);
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
                edge(here, Letters.NONE, end);
            }
            here = next;
            at = begin;
            next = atom(here);
        }
        if (most < 0) {
            edge(next, Letters.NONE, here);
        }
        edge(here, Letters.NONE, end);
        at = after;
        return end;
    }

    private int atom(int from) {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^' -> {
                carets++;
                yield letter(from, Letters.one(Letters.BEGIN));
            }
            case '$' -> {
                dollars++;
                yield letter(from, Letters.one(Letters.END));
            }
            case '.' -> letter(from, Letters.LINE_ENDS.others());
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

    private int letter(int from, Letters letters) {
        int to = state();
        if (!letters.isEmpty()) {
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

    private Letters one() {
        int letter = pattern.codePointAt(at);
        at += Character.charCount(letter);
        return Letters.one(letter);
    }

    private Letters set() {
        boolean not = peek() == '^';
        at += not ? 1 : 0;
        List<Letters> all = new ArrayList<>();
        while (peek() != ']') {
            Letters low = member();
            if (peek() == '-' && pattern.charAt(at + 1) != ']' && low.single() >= 0) {
                at++;
                Letters high = member();
                if (high.single() < low.single()) {
                    throw new IllegalArgumentException("no range");
                }
                low = Letters.from(low.single(), high.single());
            }
            all.add(low);
        }
        at++;
        return not ? Letters.all(all).others() : Letters.all(all);
    }

    private Letters member() {
        if (peek() != '\\') {
            return one();
        }
        at++;
        if (peek() == 'b') {
            at++;
            return Letters.one('\b');
        }
        return escaped();
    }

    private Letters escaped() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> Letters.DIGITS;
            case 'D' -> Letters.DIGITS.others();
            case 'w' -> Letters.WORD;
            case 'W' -> Letters.WORD.others();
            case 's' -> Letters.SPACE;
            case 'S' -> Letters.SPACE.others();
            case 'n' -> Letters.one('\n');
            case 't' -> Letters.one('\t');
            case 'r' -> Letters.one('\r');
            case 'f' -> Letters.one('\f');
            case 'v' -> Letters.one(0x0B);
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new IllegalArgumentException("an escape that is not known");
                }
                yield Letters.one(c);
            }
        };
    }

    private Letters hexadecimal(int digits) {
        int letter = Integer.parseInt(pattern.substring(at, at + digits), 16);
        at += digits;
        if (Character.isSurrogate((char) letter)) {
            throw new IllegalArgumentException("half a character");
        }
        return Letters.one(letter);
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
