package dev.loupe.check.rules;

import dev.loupe.check.Occurrence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Occurrences by key, of those keys that occur first in the run: memory is bounded, and which keys are kept does not depend on
 * the order in which occurrences are added.
 */
final class EarliestKeys<K, F> {
    private final int capacity;
    private final UnaryOperator<List<Occurrence<F>>> selection;
    private final Map<K, List<Occurrence<F>>> byKey = new HashMap<>();

    /** Keys by their first position; made when an occurrence arrives that is earlier than those of a full map. */
    private @Nullable TreeMap<Long, K> byPosition;

    private long latest = Long.MIN_VALUE;

    private EarliestKeys(int capacity, UnaryOperator<List<Occurrence<F>>> selection) {
        this.capacity = capacity;
        this.selection = selection;
    }

    /** Keeps the first occurrence of each key. */
    static <K, F> EarliestKeys<K, F> firsts(int capacity) {
        return new EarliestKeys<>(capacity, sorted -> sorted.size() == 1 ? sorted : sorted.subList(0, 1));
    }

    /**
     * Keeps several occurrences of each key.
     *
     * @param selection which ones: selects from the occurrences of a key in the order of the run; what it selects does not change
     *     when it is applied again together with other occurrences. Exact as long as there are no more keys than the capacity.
     */
    static <K, F> EarliestKeys<K, F> of(int capacity, UnaryOperator<List<Occurrence<F>>> selection) {
        return new EarliestKeys<>(capacity, selection);
    }

    void add(K key, Occurrence<F> occurrence) {
        List<Occurrence<F>> known = byKey.get(key);
        long position = occurrence.position();
        if (known == null) {
            if (byKey.size() < capacity || makeRoom(position)) {
                byKey.put(key, List.of(occurrence));
                latest = Math.max(latest, position);
                if (byPosition != null) {
                    byPosition.put(position, key);
                }
            }
            return;
        }
        long first = known.getFirst().position();
        List<Occurrence<F>> selected = select(known, occurrence);
        if (selected != known) {
            byKey.put(key, selected);
        }
        if (byPosition != null && position < first) {
            byPosition.remove(first);
            byPosition.put(position, key);
        }
    }

    private List<Occurrence<F>> select(List<Occurrence<F>> known, Occurrence<F> occurrence) {
        int at = known.size();
        while (at > 0 && !known.get(at - 1).isBefore(occurrence)) {
            at--;
        }
        if (at < known.size() && known.get(at).position() == occurrence.position()) {
            return known;
        }
        List<Occurrence<F>> all = new ArrayList<>(known.size() + 1);
        all.addAll(known);
        all.add(at, occurrence);
        List<Occurrence<F>> selected = selection.apply(all);
        return selected.equals(known) ? known : List.copyOf(selected);
    }

    /** Removes the key that occurs last, if that is later than a position. */
    private boolean makeRoom(long position) {
        if (position > latest) {
            return false;
        }
        if (byPosition == null) {
            TreeMap<Long, K> sorted = new TreeMap<>();
            byKey.forEach(
                    (key, occurrences) -> sorted.put(occurrences.getFirst().position(), key));
            byPosition = sorted;
        }
        Map.Entry<Long, K> last = byPosition.lastEntry();
        latest = last.getKey();
        if (position > latest) {
            return false;
        }
        byPosition.remove(last.getKey());
        byKey.remove(last.getValue());
        latest = byPosition.isEmpty() ? Long.MIN_VALUE : byPosition.lastKey();
        return true;
    }

    /** The kept occurrences of a key, in the order of the run. */
    List<Occurrence<F>> of(K key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** The first occurrence of a key, if it is earlier than another occurrence. */
    @Nullable
    Occurrence<F> firstBefore(K key, Occurrence<F> other) {
        List<Occurrence<F>> kept = of(key);
        return kept.isEmpty() || !kept.getFirst().isBefore(other) ? null : kept.getFirst();
    }

    Stream<Occurrence<F>> retained() {
        return byKey.values().stream().flatMap(List::stream);
    }
}
