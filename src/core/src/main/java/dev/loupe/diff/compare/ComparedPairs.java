package dev.loupe.diff.compare;

import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of schemas that are compared already. Each pair is compared once for all messages; where it is used again,
 * its differences get that location too.
 */
final class ComparedPairs {
    /** The steps of a location without its path: it has texts in every report. */
    private static final int LOCATION_STEPS = 10;

    /** The schemas, and whether another branch covers them. */
    record Key(SchemaRef old, SchemaRef next, Coverage coverage) {}

    /** Another use of a pair that was compared before, or that is being compared. */
    private record Use(Pair pair, MessagePath location) {}

    /** The differences of two schemas and the uses of others below them, as ranges of the lists of all. */
    static final class Pair {
        private final int depth;
        private final int differencesFrom;
        private final int usesFrom;
        /** The ends of the ranges; -1 during the comparison. */
        private int differencesTo = -1;

        private int usesTo = -1;
        /** The last message in which the differences are listed. */
        private int message;
        /** Whether the schemas accept different values; known at the end of the comparison. */
        private boolean differs;

        private Pair(int depth, int differencesFrom, int usesFrom, int message) {
            this.depth = depth;
            this.differencesFrom = differencesFrom;
            this.usesFrom = usesFrom;
            this.message = message;
        }

        private boolean isEmpty() {
            return differencesTo == differencesFrom && usesTo == usesFrom;
        }
    }

    private final List<Difference> differences;
    private final WorkBudget listing;
    /** Entries that are read in search of locations; each takes nanoseconds. */
    private final WorkBudget scans = new WorkBudget(50_000_000);

    private final Map<Key, Pair> compared = new HashMap<>();
    /** Pairs of referenced schemas: below them the same references lead to nothing new. */
    private final Map<Key, Pair> underComparison = new HashMap<>();

    private final List<Use> uses = new ArrayList<>();
    private int message;

    /** Creates an empty memory for the comparison that fills this list. */
    ComparedPairs(List<Difference> differences, WorkBudget listing) {
        this.differences = differences;
        this.listing = listing;
    }

    void nextMessage() {
        message++;
    }

    /** Begins the comparison of a pair; null when the pair is known, and the location is added to its differences. */
    @Nullable
    Pair begin(Key key, Key targets, MessagePath location) {
        Pair known = compared.get(key);
        if (known != null) {
            repeat(known, location);
            return null;
        }
        Pair around = underComparison.get(targets);
        if (around != null) {
            uses.add(new Use(around, location));
            return null;
        }
        Pair now = new Pair(location.depth(), differences.size(), uses.size(), message);
        compared.put(key, now);
        underComparison.put(targets, now);
        return now;
    }

    /** Whether a known pair accepts different values. */
    boolean differs(Key key) {
        Pair known = compared.get(key);
        return known != null && known.differs;
    }

    void end(Pair pair, Key targets, boolean differs) {
        pair.differs = differs;
        pair.differencesTo = differences.size();
        pair.usesTo = uses.size();
        underComparison.remove(targets);
    }

    /** Removes the pairs whose differences are all among those since the index. */
    void removeSince(int index) {
        compared.values().removeIf(each -> each.differencesFrom >= index && each.differencesTo != each.differencesFrom);
    }

    private void repeat(Pair known, MessagePath location) {
        if (known.isEmpty()) {
            return;
        }
        uses.add(new Use(known, location));
        if (known.message == message) {
            list(known, location, new TreeMap<>());
            return;
        }
        known.message = message;
        Scanned scanned = new Scanned(new TreeMap<>(), new TreeMap<>());
        Deque<Use> rest = new ArrayDeque<>(List.of(new Use(known, location)));
        while (!rest.isEmpty()) {
            Use use = rest.pop();
            Pair pair = use.pair();
            list(pair, use.location(), scanned.differences());
            below(use, scanned.uses(), rest);
        }
    }

    /** Ranges that one search has passed. The range of a pair contains those of the pairs below it, or has none of them. */
    private record Scanned(TreeMap<Integer, Integer> differences, TreeMap<Integer, Integer> uses) {}

    /** Adds the uses of other pairs below a pair. */
    private void below(Use use, NavigableMap<Integer, Integer> scanned, Deque<Use> rest) {
        Pair pair = use.pair();
        for (int i = unscanned(scanned, pair.usesFrom); i < pair.usesTo && scans(1); i = unscanned(scanned, i + 1)) {
            Use below = uses.get(i);
            if (below.pair().message != message && scans(steps(below.location(), pair))) {
                below.pair().message = message;
                rest.push(new Use(below.pair(), below.location().moved(pair.depth, use.location())));
            }
        }
        scanned.merge(pair.usesFrom, pair.usesTo, Math::max);
    }

    /** Adds the location to each difference. */
    private void list(Pair pair, MessagePath location, NavigableMap<Integer, Integer> scanned) {
        for (int i = unscanned(scanned, pair.differencesFrom);
                i < pair.differencesTo && scans(1);
                i = unscanned(scanned, i + 1)) {
            Difference difference = differences.get(i);
            if (!difference.isWidelyUsed() && listing.take(LOCATION_STEPS + steps(difference.location(), pair))) {
                difference.alsoAt(difference.location().moved(pair.depth, location));
            }
        }
        scanned.merge(pair.differencesFrom, pair.differencesTo, Math::max);
    }

    /** This index, or the first one after the range that contains it. */
    private static int unscanned(NavigableMap<Integer, Integer> scanned, int index) {
        int at = index;
        Map.Entry<Integer, Integer> range = scanned.floorEntry(at);
        while (range != null && range.getValue() > at) {
            at = range.getValue();
            range = scanned.floorEntry(at);
        }
        return at;
    }

    /** Whether so many more entries may be read; a search that stops leaves out locations. */
    private boolean scans(long entries) {
        return scans.take(entries) ? listing.take(0) : listing.take(Long.MAX_VALUE);
    }

    private static long steps(MessagePath below, Pair pair) {
        return 1L + below.depth() - pair.depth;
    }
}
