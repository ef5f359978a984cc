package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.List;

/** Every operation documents an error response. */
final class ErrorsAreDocumented implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.errors-documented",
                Level.SHOULD,
                "Every operation documents an error response",
                "OpenAPI 3.0.3, Responses Object: expected to cover the successful response and any known errors",
                "The format of an error is unknown, so clients cannot parse it and checks cannot validate it",
                "Document 4xx and 5xx responses, or default, with the error body");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            boolean documented = false;
            for (var response : operation.node().path("responses").properties()) {
                String status = response.getKey();
                documented |= status.equals("default") || status.startsWith("4") || status.startsWith("5");
            }
            if (!documented) {
                violations.add(LintRule.defect(
                        operation.pointer().appendProperty("responses"),
                        "a 4xx, 5xx or default response",
                        "none",
                        operation.method() + " " + operation.path() + " documents no error response"));
            }
        }
        return spec.operations().isEmpty() ? Result.notApplicable("no operation") : Result.of(violations);
    }
}
