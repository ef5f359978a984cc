package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@CheckDescription(
        id = "lint.operation-id-once",
        level = Level.MUST,
        truth = "An operationId names one operation",
        source =
                "OpenAPI 3.0.3 and 3.1.0, Operation Object: the id MUST be unique among all operations described in the API",
        why = "Generated clients get two methods of one name, or generators reject the document",
        fix = "Give one of the operations another operationId")
final class OperationIdsAreUnique implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Operation> seen = new HashMap<>();
        for (Operation operation : spec.operations()) {
            String id = operation.node().path("operationId").textValue();
            Operation first = id == null ? null : seen.putIfAbsent(id, operation);
            // an operation of a path item that two paths refer to is one operation
            if (first != null && !first.pointer().equals(operation.pointer())) {
                JsonPointer at = operation.pointer().appendProperty("operationId");
                violations.add(LintRule.defect(
                        at,
                        "a unique operationId",
                        SchemaDescriptions.brief(spec.root().at(at)),
                        operation + " has the operationId of " + first));
            }
        }
        return seen.isEmpty() ? Result.notApplicable("no operationId") : Result.of(violations);
    }
}
