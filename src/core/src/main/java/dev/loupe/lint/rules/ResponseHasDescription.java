package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "lint.response-description",
        level = Level.MUST,
        truth = "Every response has a description",
        source = "OpenAPI 3.0.3 and 3.1.0, Response Object: description is REQUIRED",
        why = "Without it the document is invalid OpenAPI, and strict tools reject it as a whole",
        fix = "Add a description to the response; an empty one is allowed")
final class ResponseHasDescription implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        if (spec.root().path("openapi").asText("").startsWith("3.2")) {
            return Result.notApplicable("the description is optional in OpenAPI 3.2");
        }
        List<Violation> violations = new ArrayList<>();
        Set<JsonPointer> holders = new LinkedHashSet<>();
        spec.operations().forEach(operation -> holders.add(operation.pointer().appendProperty("responses")));
        holders.add(JsonPointer.compile("/components/responses"));
        int responses = 0;
        for (JsonPointer holder : holders) {
            for (var response : spec.root().at(holder).properties()) {
                JsonNode object = response.getValue();
                responses++;
                if (!response.getKey().startsWith("x-")
                        && object.isObject()
                        && !object.has("$ref")
                        && !object.has("description")) {
                    violations.add(LintRule.defect(
                            holder.appendProperty(response.getKey()),
                            "a description",
                            "none",
                            "response " + response.getKey() + " has no description"));
                }
            }
        }
        return responses == 0 ? Result.notApplicable("no response") : Result.of(violations);
    }
}
