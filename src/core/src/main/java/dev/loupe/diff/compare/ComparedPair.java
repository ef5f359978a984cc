package dev.loupe.diff.compare;

import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import java.util.List;

/** The differences of two schemas that were compared, by their location in the list of all. */
final class ComparedPair {
    /** The schemas, and whether another branch covers them. */
    record Key(SchemaRef old, SchemaRef next, Coverage coverage) {}

    private final int from;
    private final int depth;
    /** The end of the differences; -1 during the comparison. */
    private int to = -1;

    ComparedPair(int from, int depth) {
        this.from = from;
        this.depth = depth;
    }

    void end(int index) {
        to = index;
    }

    boolean hasDifferencesSince(int index) {
        return from >= index && to != from;
    }

    /** Adds the location to each difference. */
    void repeatAt(MessagePath location, List<Difference> differences, WorkBudget budget) {
        budget.take(1);
        for (int i = from; i < to; i++) {
            Difference difference = differences.get(i);
            if (!budget.take(1 + difference.location().depth() - depth)) {
                break;
            }
            difference.alsoAt(difference.location().moved(depth, location));
        }
    }
}
