package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Matches the operations of OLD with those of NEW.
 *
 * @param moved the same operation under another path or method
 */
public record OperationMatching(List<Pair> same, List<Pair> moved, List<Operation> removed, List<Operation> added) {
    record Pair(Operation old, Operation next) {}

    public static OperationMatching of(List<Operation> old, List<Operation> next) {
        List<Pair> same = new ArrayList<>();
        List<Pair> moved = new ArrayList<>();
        List<Operation> removed = new ArrayList<>();
        List<Operation> added = new ArrayList<>(next);
        for (Operation each : old) {
            Operation match = take(added, other -> other.key().equals(each.key()));
            if (match == null) {
                removed.add(each);
            } else {
                same.add(new Pair(each, match));
            }
        }
        for (Iterator<Operation> rest = removed.iterator(); rest.hasNext(); ) {
            Operation each = rest.next();
            Operation match = take(added, other -> moved(each, other));
            if (match != null) {
                moved.add(new Pair(each, match));
                rest.remove();
            }
        }
        return new OperationMatching(same, moved, removed, added);
    }

    /** The same, but an operation of another path is moved: the address of a callback is an expression, not a template. */
    OperationMatching withRenamedMoved() {
        List<Pair> alike = new ArrayList<>();
        List<Pair> renamed = new ArrayList<>(moved);
        same.forEach(pair -> (pair.old().path().equals(pair.next().path()) ? alike : renamed).add(pair));
        return new OperationMatching(alike, renamed, removed, added);
    }

    /** The same, but an operation whose address is the same, since a part of its path is now in the server, is not moved. */
    OperationMatching withSameAddresses(JsonNode oldRoot, JsonNode nextRoot) {
        List<Pair> alike = new ArrayList<>(same);
        List<Pair> elsewhere = new ArrayList<>();
        moved.forEach(pair -> (ServerComparison.haveSameAddresses(pair.old(), oldRoot, pair.next(), nextRoot)
                        ? alike
                        : elsewhere)
                .add(pair));
        return new OperationMatching(alike, elsewhere, removed, added);
    }

    /** Reports the operations that are not the same in both. */
    void report(DifferenceCollector out, String today) {
        for (Pair pair : moved) {
            out.add(
                    DifferenceKind.of(Subject.OPERATION, Edit.MOVED),
                    location(pair.next()),
                    pair.old().at(),
                    pair.next().at(),
                    pair.old().name(),
                    pair.next().name(),
                    "");
        }
        for (Operation each : removed) {
            String sunset = Sunset.passed(each.node(), today);
            boolean announced = !sunset.isEmpty();
            out.add(
                    DifferenceKind.of(Subject.OPERATION, announced ? Edit.REMOVED_AFTER_SUNSET : Edit.REMOVED),
                    location(each),
                    each.at(),
                    null,
                    announced ? sunset : each.name(),
                    "",
                    each.name());
        }
        for (Operation each : added) {
            out.add(
                    DifferenceKind.of(Subject.OPERATION, Edit.ADDED),
                    location(each),
                    null,
                    each.at(),
                    "",
                    each.name(),
                    each.name());
        }
    }

    private static MessagePath location(Operation operation) {
        return MessagePath.of(operation.name(), SpecArea.OPERATION, "the operation");
    }

    private static @Nullable Operation take(List<Operation> from, java.util.function.Predicate<Operation> wanted) {
        for (Iterator<Operation> all = from.iterator(); all.hasNext(); ) {
            Operation each = all.next();
            if (wanted.test(each)) {
                all.remove();
                return each;
            }
        }
        return null;
    }

    private static boolean moved(Operation a, Operation b) {
        boolean named = !a.operationId().isEmpty() && a.operationId().equals(b.operationId());
        return named
                || bare(a.node()).equals(bare(b.node()))
                || versioned(a.path()).equals(versioned(b.path()));
    }

    private static JsonNode bare(JsonNode operation) {
        ObjectNode copy = operation.deepCopy();
        copy.remove(List.of("operationId", "summary", "description", "tags", "deprecated"));
        return copy;
    }

    /** The path without version segments: {@code /v1/chat/completions} matches {@code /v2/chat/completions}. */
    static String versioned(String path) {
        return path.replaceAll("/v\\d{1,3}(?=/|$)", "");
    }

    /** True when the documents have no operation in common. */
    public boolean anotherApi() {
        return same.isEmpty() && moved.isEmpty() && !removed.isEmpty() && !added.isEmpty();
    }
}
