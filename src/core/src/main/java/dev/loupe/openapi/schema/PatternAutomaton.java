package dev.loupe.openapi.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A regular expression as a graph: it searches a text that starts with {@link CharacterRanges#BEGIN} and ends with
 * {@link CharacterRanges#END}, so that {@code ^} and {@code $} are letters like others. Supports what contracts use of ECMA 262; throws
 * {@link IllegalArgumentException} on the rest (look-around, back references, character properties).
 */
public final class PatternAutomaton {
    private static final int MOST_STATES = 4_000;

    /**
     * One transition.
     *
     * @param letters one of these; an empty transition when there are none
     */
    record Edge(CharacterRanges letters, int to) {}

    private final String pattern;
    private final List<List<Edge>> edges = new ArrayList<>();
    private int at;
    private int carets;
    private int dollars;

    final int start;
    /** From here on every rest of a text matches. */
    final int found;

    private PatternAutomaton(String pattern) {
        this.pattern = pattern;
        this.start = state();
        edge(start, CharacterRanges.from(0, CharacterRanges.BEGIN), start);
        int first = state();
        edge(start, CharacterRanges.NONE, first);
        this.found = alternatives(first);
        if (at < pattern.length()) {
            throw new IllegalArgumentException("unsupported rest of the pattern");
        }
        edge(
                found,
                CharacterRanges.all(List.of(CharacterRanges.NONE.others(), CharacterRanges.one(CharacterRanges.END))),
                found);
    }

    public static PatternAutomaton of(String pattern) {
        if (pattern.length() > 1_000) {
            throw new IllegalArgumentException("too long");
        }
        try {
            return new PatternAutomaton(pattern);
        } catch (IndexOutOfBoundsException | NumberFormatException unreadable) {
            throw new IllegalArgumentException("unsupported", unreadable);
        }
    }

    int size() {
        return edges.size();
    }

    List<Edge> from(int state) {
        return edges.get(state);
    }

    /** The boundaries between ranges of letters. */
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

    private void edge(int from, CharacterRanges letters, int to) {
        edges.get(from).add(new Edge(letters, to));
    }

    private int alternatives(int from) {
        int end = state();
        edge(sequence(from), CharacterRanges.NONE, end);
        while (more() && peek() == '|') {
            at++;
            edge(sequence(from), CharacterRanges.NONE, end);
        }
        return end;
    }

    private int sequence(int from) {
        int first = state();
        edge(from, CharacterRanges.NONE, first);
        int here = first;
        int begins = carets;
        int ends = dollars;
        while (more() && peek() != '|' && peek() != ')') {
            if (dollars > ends || (carets > begins && peek() == '^')) {
                throw new IllegalArgumentException("a letter after the end of the text");
            }
            int begin = at;
            int before = carets;
            int next = atom(here);
            if (carets > before && here != first) {
                throw new IllegalArgumentException("a letter before the start of the text");
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

    /** Parses the atom again for each repetition. */
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
                edge(here, CharacterRanges.NONE, end);
            }
            here = next;
            at = begin;
            next = atom(here);
        }
        if (most < 0) {
            edge(next, CharacterRanges.NONE, here);
        }
        edge(here, CharacterRanges.NONE, end);
        at = after;
        return end;
    }

    private int atom(int from) {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '^' -> {
                carets++;
                yield letter(from, CharacterRanges.one(CharacterRanges.BEGIN));
            }
            case '$' -> {
                dollars++;
                yield letter(from, CharacterRanges.one(CharacterRanges.END));
            }
            case '.' -> letter(from, CharacterRanges.LINE_ENDS.others());
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

    private int letter(int from, CharacterRanges letters) {
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
            throw new IllegalArgumentException("an unclosed group");
        }
        return end;
    }

    private CharacterRanges one() {
        int letter = pattern.codePointAt(at);
        at += Character.charCount(letter);
        return CharacterRanges.one(letter);
    }

    private CharacterRanges set() {
        boolean not = peek() == '^';
        at += not ? 1 : 0;
        List<CharacterRanges> all = new ArrayList<>();
        while (peek() != ']') {
            CharacterRanges low = element();
            if (peek() == '-' && pattern.charAt(at + 1) != ']' && low.single() >= 0) {
                at++;
                CharacterRanges high = element();
                if (high.single() < low.single()) {
                    throw new IllegalArgumentException("an invalid range");
                }
                low = CharacterRanges.from(low.single(), high.single());
            }
            all.add(low);
        }
        at++;
        return not ? CharacterRanges.all(all).others() : CharacterRanges.all(all);
    }

    private CharacterRanges element() {
        if (peek() != '\\') {
            return one();
        }
        at++;
        if (peek() == 'b') {
            at++;
            return CharacterRanges.one('\b');
        }
        return escaped();
    }

    private CharacterRanges escaped() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> CharacterRanges.DIGITS;
            case 'D' -> CharacterRanges.DIGITS.others();
            case 'w' -> CharacterRanges.WORD;
            case 'W' -> CharacterRanges.WORD.others();
            case 's' -> CharacterRanges.SPACE;
            case 'S' -> CharacterRanges.SPACE.others();
            case 'n' -> CharacterRanges.one('\n');
            case 't' -> CharacterRanges.one('\t');
            case 'r' -> CharacterRanges.one('\r');
            case 'f' -> CharacterRanges.one('\f');
            case 'v' -> CharacterRanges.one(0x0B);
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new IllegalArgumentException("an unknown escape");
                }
                yield CharacterRanges.one(c);
            }
        };
    }

    private CharacterRanges hexadecimal(int digits) {
        int letter = Integer.parseInt(pattern.substring(at, at + digits), 16);
        at += digits;
        if (Character.isSurrogate((char) letter)) {
            throw new IllegalArgumentException("a lone surrogate");
        }
        return CharacterRanges.one(letter);
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
