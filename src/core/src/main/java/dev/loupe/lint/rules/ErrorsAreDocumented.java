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

/** Every operation documents an answer to a wrong request. */
final class ErrorsAreDocumented implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.errors-documented",
                Level.SHOULD,
                "Every operation documents an answer to a wrong request",
                "OpenAPI 3.0.3, Responses Object: expected to cover the successful answer and any known errors",
                "A client cannot tell what an error looks like, and a check cannot judge one",
                "Document 4xx and 5xx answers, or default, with the error body");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        for (Operation operation : spec.operations()) {
            boolean documented = false;
            for (var answer : operation.node().path("responses").properties()) {
                String status = answer.getKey();
                documented |= status.equals("default") || status.startsWith("4") || status.startsWith("5");
            }
            if (!documented) {
                violations.add(LintRule.defect(
                        operation.pointer().appendProperty("responses"),
                        "a 4xx, 5xx or default answer",
                        "none",
                        operation.method() + " " + operation.path() + " documents no error answer"));
            }
        }
        return spec.operations().isEmpty() ? Result.notApplicable("no operation") : Result.of(violations);
    }
}
