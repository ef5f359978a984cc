package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.operation-once",
        level = Level.INFO,
        truth = "No operation is repeated under two paths",
        source = "Measured: copies differ after some changes",
        why = "Every change must be made twice, and clients get two methods for one operation",
        fix = "Keep one path, or have both refer to one path item")
final class OperationsAreUnique implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        if (spec.operations().size() < 2) {
            return Result.notApplicable("fewer than two operations");
        }
        List<Copy> copies = new ArrayList<>();
        Map<JsonNode, Operation> seen = new HashMap<>();
        for (Operation operation : spec.operations()) {
            JsonNode meaning = withoutNames(operation);
            Operation first = seen.putIfAbsent(meaning, operation);
            if (first != null && isElsewhere(first, operation)) {
                copies.add(new Copy(first, operation));
            }
        }
        return copies.isEmpty()
                ? Result.passed()
                : Result.of(List.of(defect(copies, spec.operations().size())));
    }

    private record Copy(Operation first, Operation again) {}

    /** One defect with a count: a document that repeats operations usually does so everywhere. */
    private static Violation defect(List<Copy> copies, int all) {
        Operation first = copies.getFirst().first();
        Operation again = copies.getFirst().again();
        String same = again.name() + " is the same operation as " + first.path();
        String message = copies.size() == 1
                ? same
                : copies.size() + " of " + all + " operations repeat an operation of another path, such as " + same;
        return LintRule.defect(again.pointer(), "one path for one operation", "the same as " + first.path(), message);
    }

    /** Paths may share a path item, as the fix recommends; identical paths are reported by lint.path-once. */
    private static boolean isElsewhere(Operation one, Operation other) {
        return !one.pointer().equals(other.pointer())
                && !PathsAreUnique.nameless(one.path()).equals(PathsAreUnique.nameless(other.path()));
    }

    private static JsonNode withoutNames(Operation operation) {
        ObjectNode meaning = operation.node().deepCopy();
        meaning.put("method", operation.method());
        List.of("operationId", "summary", "description", "tags").forEach(meaning::remove);
        meaning.properties().removeIf(property -> property.getKey().startsWith("x-"));
        return meaning;
    }
}
