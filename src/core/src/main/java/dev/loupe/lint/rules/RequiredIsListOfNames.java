package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.List;
import java.util.Optional;

@CheckDescription(
        id = "lint.required-is-list",
        level = Level.MUST,
        truth = "The keyword required is an array of names",
        source = "OpenAPI 3.0.3 and JSON Schema: required is an array of strings",
        why = "Tools ignore it or reject the document, so no property is required",
        fix = "Name the property in the required array of the enclosing object")
final class RequiredIsListOfNames implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<LocatedSchema> lists = spec.schemas().stream()
                .filter(schema -> schema.node().has("required"))
                .toList();
        return LintRule.judge(lists, "nothing is required", RequiredIsListOfNames::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        JsonNode required = schema.node().path("required");
        return required.isArray() && required.valueStream().allMatch(JsonNode::isTextual)
                ? Optional.empty()
                : Optional.of(LintRule.defect(
                        schema.at().appendProperty("required"),
                        "an array of property names",
                        SchemaDescriptions.brief(required),
                        SchemaDescriptions.name(schema) + " has required: " + SchemaDescriptions.brief(required)
                                + ", which is not an array of names"));
    }
}
