package dev.loupe.diff.history;

import dev.loupe.diff.compare.OperationMatching;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The APIs of a history in the order of their first revisions. An API that follows a later one came back; an API that
 * follows an earlier one is an incident again.
 */
final class ReturningApiDetector {
    /** The number of APIs remembered; with more there is no last good revision. */
    private static final int MOST = 8;

    private final List<Document> last = new ArrayList<>();
    private int current = -1;

    /** Adds the next revision; returns the last good one when the original API comes back with it, else null. */
    @Nullable
    Document meet(Document revision) {
        int met = indexOf(revision);
        if (met < 0 && last.size() < MOST) {
            met = last.size();
            last.add(revision);
        }
        boolean back = met >= 0 && met < current;
        Document good = back ? last.get(met) : null;
        if (met >= 0) {
            last.set(met, revision);
        }
        current = met < 0 ? last.size() : met;
        return good;
    }

    /** The current API is compared first: a revision with operations of two APIs is no incident. */
    private int indexOf(Document revision) {
        if (current >= 0 && current < last.size() && same(last.get(current), revision)) {
            return current;
        }
        for (int i = 0; i < last.size(); i++) {
            if (i != current && same(last.get(i), revision)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(Document one, Document other) {
        return !OperationMatching.of(Operation.of(one.root()), Operation.of(other.root()))
                .anotherApi();
    }
}
