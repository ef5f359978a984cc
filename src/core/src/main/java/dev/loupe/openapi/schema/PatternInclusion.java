package dev.loupe.openapi.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether each text that one pattern matches is matched by another: decided, not sampled, within bounds. */
public final class PatternInclusion {
    /** Places in both patterns that are looked at; patterns that need more stay undecided. */
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

    /** What was decided. */
    public sealed interface Answer {
        /** Each text of the one is one of the other. */
        record Within() implements Answer {}

        /** This one, the shortest, is not. */
        record Beyond(String text) implements Answer {}

        record Undecided() implements Answer {}
    }

    /** Whether a text that matches all of {@code one} matches all of {@code other}. */
    public static Answer within(Collection<String> one, Collection<String> other) {
        Answer answer = new Answer.Within();
        for (String pattern : other) {
            Answer here = within(one, pattern);
            if (here instanceof Answer.Beyond) {
                return here;
            }
            answer = here instanceof Answer.Undecided ? here : answer;
        }
        return answer;
    }

    /** The shortest text that matches {@code one} and not {@code other}; null when there is none, or it is not known. */
    public static @Nullable String beyond(Collection<String> one, Collection<String> other) {
        return within(one, other) instanceof Answer.Beyond(String text) ? text : null;
    }

    /** The shortest text that matches. */
    public static @Nullable String example(String pattern) {
        return beyond(List.of(pattern), List.of(NOTHING));
    }

    private static Answer within(Collection<String> one, String pattern) {
        if (one.contains(pattern)) {
            return new Answer.Within();
        }
        Answer answer = new Answer.Undecided();
        for (String each : one.isEmpty() ? List.of(ANY) : one) {
            Answer here = decide(each, pattern);
            if (here instanceof Answer.Within) {
                return here;
            }
            // of several patterns, what one lets out another may hold back
            answer = one.size() <= 1 ? here : answer;
        }
        return answer;
    }

    private static Answer decide(String one, String other) {
        try {
            return new PatternInclusion(PatternAutomaton.of(one), PatternAutomaton.of(other)).decide();
        } catch (IllegalArgumentException unknown) {
            return new Answer.Undecided();
        }
    }

    /** One letter of each group that no range tells apart, such as people write where there is one. */
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
        for (int wanted : new int[] {'a', 'x', '0', 'A', '-', '!'}) {
            if (first <= wanted && wanted <= last) {
                return wanted;
            }
        }
        return first < '!' && last >= '!' ? '!' : first;
    }

    /** A place in the one pattern, and all places in the other that the same text leads to. */
    private record Pair(int state, BitSet others) {}

    private record Way(@Nullable Pair before, int letter) {}

    private Answer decide() {
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
                    return new Answer.Undecided();
                }
                BitSet next = step(mine, here, letter);
                if (next.isEmpty()) {
                    continue;
                }
                BitSet nextOthers = step(theirs, pair.others(), letter);
                if (letter == CharacterRanges.END) {
                    if (next.get(mine.found) && !nextOthers.get(theirs.found)) {
                        return new Answer.Beyond(text(pair, seen));
                    }
                } else {
                    meet(next, nextOthers, pair, letter, seen, rest);
                }
            }
        }
        return new Answer.Within();
    }

    private void meet(
            BitSet next, BitSet others, @Nullable Pair before, int letter, Map<Pair, Way> seen, Deque<Pair> rest) {
        if (others.get(theirs.found)) {
            // whatever follows, the other has matched
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
