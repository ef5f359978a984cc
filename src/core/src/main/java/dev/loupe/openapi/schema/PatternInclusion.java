package dev.loupe.openapi.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether each text that one pattern matches is matched by another: decided within bounds, not sampled. */
public final class PatternInclusion {
    /** The maximum number of states of both patterns; patterns that need more are undecided. */
    private static final int MOST_LOOKS = 30_000;

    /** Stands for "matches everything", as no pattern does. */
    private static final String ANY = "";

    private static final String NOTHING = "[]";

    private final PatternAutomaton mine;
    private final PatternAutomaton theirs;
    private final int[] letters;

    private PatternInclusion(PatternAutomaton mine, PatternAutomaton theirs) {
        this.mine = mine;
        this.theirs = theirs;
        TreeSet<Integer> borders = new TreeSet<>();
        mine.borders(borders);
        theirs.borders(borders);
        this.letters = representatives(borders);
    }

    /** The result. */
    public sealed interface Inclusion {
        /** Each text of the one pattern matches the other. */
        record Within() implements Inclusion {}

        /** This text, the shortest, does not. */
        record Beyond(String text) implements Inclusion {}

        record Undecided() implements Inclusion {}
    }

    /** Whether a text that matches all of {@code one} matches all of {@code other}. */
    public static Inclusion within(Collection<String> one, Collection<String> other) {
        Inclusion inclusion = new Inclusion.Within();
        for (String pattern : other) {
            Inclusion here = within(one, pattern);
            if (here instanceof Inclusion.Beyond) {
                return here;
            }
            inclusion = here instanceof Inclusion.Undecided ? here : inclusion;
        }
        return inclusion;
    }

    /** The shortest text that matches {@code one} and not {@code other}; null when there is none, or it is not known. */
    public static @Nullable String beyond(Collection<String> one, Collection<String> other) {
        return within(one, other) instanceof Inclusion.Beyond(String text) ? text : null;
    }

    /** A pattern that every text matches that matches one of these. */
    public static String anyOf(Iterator<String> patterns) {
        StringJoiner all = new StringJoiner("|");
        patterns.forEachRemaining(pattern -> all.add("(?:" + pattern + ")"));
        return all.length() == 0 ? NOTHING : all.toString();
    }

    /** The shortest text that matches. */
    public static @Nullable String example(String pattern) {
        return beyond(List.of(pattern), List.of(NOTHING));
    }

    private static Inclusion within(Collection<String> one, String pattern) {
        if (one.contains(pattern)) {
            return new Inclusion.Within();
        }
        Inclusion inclusion = new Inclusion.Undecided();
        for (String each : one.isEmpty() ? List.of(ANY) : one) {
            Inclusion here = decide(each, pattern);
            if (here instanceof Inclusion.Within) {
                return here;
            }
            // of several patterns, one may exclude what another matches
            inclusion = one.size() <= 1 ? here : inclusion;
        }
        return inclusion;
    }

    private static Inclusion decide(String one, String other) {
        try {
            return new PatternInclusion(PatternAutomaton.of(one), PatternAutomaton.of(other)).decide();
        } catch (IllegalArgumentException unknown) {
            return new Inclusion.Undecided();
        }
    }

    /** One letter of each group that no range distinguishes; a common character where there is one. */
    private static int[] representatives(NavigableSet<Integer> borders) {
        borders.add(0);
        borders.removeIf(border -> border >= CharacterRanges.BEGIN);
        List<Integer> all = new ArrayList<>();
        for (int border : borders) {
            Integer higher = borders.higher(border);
            int last = (higher == null ? CharacterRanges.BEGIN : higher) - 1;
            all.add(readable(border, last));
        }
        all.add(CharacterRanges.END);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int readable(int first, int last) {
        for (int common : new int[] {'a', 'x', '0', 'A', '-', '!'}) {
            if (first <= common && common <= last) {
                return common;
            }
        }
        return first < '!' && last >= '!' ? '!' : first;
    }

    /** A state of the one pattern, and all states of the other after the same text. */
    private record Pair(int state, BitSet others) {}

    private record Way(@Nullable Pair before, int letter) {}

    private Inclusion decide() {
        Map<Pair, Way> seen = new HashMap<>();
        Deque<Pair> rest = new ArrayDeque<>();
        BitSet begin = closure(mine, List.of(mine.start));
        BitSet others = closure(theirs, List.of(theirs.start));
        meet(
                step(mine, begin, CharacterRanges.BEGIN),
                step(theirs, others, CharacterRanges.BEGIN),
                null,
                0,
                seen,
                rest);
        int looks = 0;
        while (!rest.isEmpty()) {
            Pair pair = rest.poll();
            BitSet here = new BitSet();
            here.set(pair.state());
            for (int letter : letters) {
                if (++looks > MOST_LOOKS * 10 || seen.size() > MOST_LOOKS) {
                    return new Inclusion.Undecided();
                }
                BitSet next = step(mine, here, letter);
                if (next.isEmpty()) {
                    continue;
                }
                BitSet nextOthers = step(theirs, pair.others(), letter);
                if (letter == CharacterRanges.END) {
                    if (next.get(mine.found) && !nextOthers.get(theirs.found)) {
                        return new Inclusion.Beyond(text(pair, seen));
                    }
                } else {
                    meet(next, nextOthers, pair, letter, seen, rest);
                }
            }
        }
        return new Inclusion.Within();
    }

    private void meet(
            BitSet next, BitSet others, @Nullable Pair before, int letter, Map<Pair, Way> seen, Deque<Pair> rest) {
        if (others.get(theirs.found)) {
            // the other matches whatever follows
            return;
        }
        next.stream().forEach(state -> {
            Pair pair = new Pair(state, others);
            if (seen.putIfAbsent(pair, new Way(before, letter)) == null) {
                rest.add(pair);
            }
        });
    }

    private static String text(Pair last, Map<Pair, Way> seen) {
        StringBuilder text = new StringBuilder();
        Pair pair = last;
        while (pair != null) {
            Way way = seen.get(pair);
            if (way == null || way.before() == null) {
                break;
            }
            text.insert(0, Character.toString(way.letter()));
            pair = way.before();
        }
        return text.toString();
    }

    private static BitSet step(PatternAutomaton graph, BitSet states, int letter) {
        List<Integer> reached = new ArrayList<>();
        states.stream().forEach(state -> {
            for (PatternAutomaton.Edge edge : graph.from(state)) {
                if (edge.letters().has(letter)) {
                    reached.add(edge.to());
                }
            }
        });
        return closure(graph, reached);
    }

    private static BitSet closure(PatternAutomaton graph, List<Integer> states) {
        BitSet all = new BitSet(graph.size());
        Deque<Integer> rest = new ArrayDeque<>(states);
        while (!rest.isEmpty()) {
            int state = rest.pop();
            if (all.get(state)) {
                continue;
            }
            all.set(state);
            for (PatternAutomaton.Edge edge : graph.from(state)) {
                if (edge.letters().isEmpty()) {
                    rest.push(edge.to());
                }
            }
        }
        return all;
    }
}
