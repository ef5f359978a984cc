package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        List<Operation> unmatched = new ArrayList<>();
        List<Operation> removed = new ArrayList<>();
        Waiting added = new Waiting(next);
        for (Operation each : old) {
            Operation match = added.take(Set.of(each.key()));
            if (match == null) {
                unmatched.add(each);
            } else {
                same.add(new Pair(each, match));
            }
        }
        added.indexMoved();
        for (Operation each : unmatched) {
            Operation match = added.take(movedKeys(each));
            if (match == null) {
                removed.add(each);
            } else {
                moved.add(new Pair(each, match));
            }
        }
        return new OperationMatching(same, moved, removed, added.rest());
    }

    /** The same for callbacks: their address is an expression, not a template, and no request contains their name. */
    OperationMatching byExpression() {
        List<Pair> alike = new ArrayList<>();
        List<Pair> elsewhere = new ArrayList<>();
        for (List<Pair> pairs : List.of(same, moved)) {
            pairs.forEach(
                    pair -> (expression(pair.old()).equals(expression(pair.next())) ? alike : elsewhere).add(pair));
        }
        return new OperationMatching(alike, elsewhere, removed, added);
    }

    /** The method, and the address in {@code callback NAME ADDRESS}. */
    private static String expression(Operation callback) {
        return callback.method() + callback.path().substring(callback.path().lastIndexOf(' '));
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
            if (isUnknown(out.nextRoot(), each)) {
                continue;
            }
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
            if (isUnknown(out.oldRoot(), each)) {
                continue;
            }
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

    /** The operations of NEW without a match, by what they are matched by: a document may have 100,000. */
    private static final class Waiting {
        private final List<Operation> operations;
        private final boolean[] taken;
        private final Map<Object, Deque<Integer>> byKey = new HashMap<>();

        private Waiting(List<Operation> operations) {
            this.operations = operations;
            this.taken = new boolean[operations.size()];
            for (int i = 0; i < taken.length; i++) {
                add(operations.get(i).key(), i);
            }
        }

        private void add(Object key, int index) {
            byKey.computeIfAbsent(key, any -> new ArrayDeque<>()).add(index);
        }

        private void indexMoved() {
            byKey.clear();
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i]) {
                    for (Object key : movedKeys(operations.get(i))) {
                        add(key, i);
                    }
                }
            }
        }

        /** The first one with one of these keys. */
        private @Nullable Operation take(Set<Object> keys) {
            int first = taken.length;
            for (Object key : keys) {
                Deque<Integer> indexes = byKey.getOrDefault(key, new ArrayDeque<>());
                while (!indexes.isEmpty() && taken[indexes.element()]) {
                    indexes.remove();
                }
                first = indexes.isEmpty() ? first : Math.min(first, indexes.element());
            }
            if (first == taken.length) {
                return null;
            }
            taken[first] = true;
            return operations.get(first);
        }

        private List<Operation> rest() {
            List<Operation> rest = new ArrayList<>();
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i]) {
                    rest.add(operations.get(i));
                }
            }
            return rest;
        }
    }

    private record Id(String text) {}

    private record Address(String versionless) {}

    /** An operation that has one of these in common with another was moved. */
    private static Set<Object> movedKeys(Operation operation) {
        Set<Object> keys = new HashSet<>();
        if (!operation.operationId().isEmpty()) {
            keys.add(new Id(operation.operationId()));
        }
        keys.add(bare(operation.node()));
        keys.add(new Address(versioned(operation.path())));
        return keys;
    }

    /** Whether the path is there and refers to a path item that cannot be read. */
    private static boolean isUnknown(JsonNode root, Operation operation) {
        JsonNode item = root.path("paths").path(operation.path());
        return ReferenceResolver.isReference(item)
                && new ReferenceResolver(root).resolved(item).isMissingNode();
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
