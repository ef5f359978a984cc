package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** Every response has a description. */
final class ResponseHasDescription implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.response-description",
                Level.MUST,
                "Every response has a description",
                "OpenAPI 3.0.3 and 3.1.0, Response Object: description is REQUIRED",
                "Without it the document is invalid OpenAPI, and strict tools refuse it as a whole",
                "Add a description to the response; an empty one is allowed");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        for (Spec.Operation operation : spec.operations()) {
            JsonPointer answers = operation.at().appendProperty("responses");
            operation.node().path("responses").properties().forEach(answer -> {
                JsonNode said = answer.getValue();
                if (said.isObject() && !said.has("$ref") && !said.has("description")) {
                    violations.add(LintRule.defect(
                            answers.appendProperty(answer.getKey()),
                            "a description",
                            "none",
                            "response " + answer.getKey() + " has no description"));
                }
            });
        }
        return spec.operations().isEmpty() ? Result.nothingToCheck("no operation") : Result.of(violations);
    }
}
