package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "lint.errors-documented",
        level = Level.SHOULD,
        truth = "Every operation documents an error response",
        source = "OpenAPI 3.0.3, Responses Object: expected to cover the successful response and any known errors",
        why = "The format of an error is unknown, so clients cannot parse it and checks cannot validate it",
        fix = "Document 4xx and 5xx responses, or default, with the error body")
final class ErrorsAreDocumented implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Operation> undocumented = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            boolean documented = false;
            for (var response : operation.node().path("responses").properties()) {
                String status = response.getKey();
                documented |= status.equals("default") || status.startsWith("4") || status.startsWith("5");
            }
            if (!documented) {
                undocumented.add(operation);
            }
        }
        if (spec.operations().isEmpty()) {
            return Result.notApplicable("no operation");
        }
        return undocumented.isEmpty()
                ? Result.passed()
                : Result.of(List.of(defect(undocumented, spec.operations().size())));
    }

    /** One defect with a count: a document that leaves out errors usually does so everywhere. */
    private static Violation defect(List<Operation> undocumented, int all) {
        Operation first = undocumented.getFirst();
        int size = undocumented.size();
        String message = size == 1
                ? first.name() + " documents no error response"
                : size + " of " + all + " operations document no error response, such as " + first.name();
        return LintRule.defect(
                first.pointer().appendProperty("responses"), "a 4xx, 5xx or default response", "none", message);
    }
}
