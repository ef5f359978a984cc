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
        id = "lint.nullable-enum-lists-null",
        level = Level.SHOULD,
        truth = "A nullable enum lists null",
        source =
                "OpenAPI 3.0.3, Schema Object: nullable allows null as a type, and the enum must list it as well (clarified in proposal 2019-10-31)",
        why = "Validators disagree: null is invalid by the text of the specification, and many accept it",
        fix = "Add null to the enum, or drop nullable")
final class NullableEnumListsNull implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        if (!spec.isVersion30()) {
            return Result.notApplicable("nullable exists in OpenAPI 3.0 only");
        }
        List<LocatedSchema> nullable = spec.schemas().stream()
                .filter(schema -> schema.node().path("enum").isArray()
                        && schema.node().path("nullable").asBoolean(false))
                .toList();
        return LintRule.judge(nullable, "no nullable enum", NullableEnumListsNull::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        JsonNode values = schema.node().path("enum");
        return values.valueStream().anyMatch(JsonNode::isNull)
                ? Optional.empty()
                : Optional.of(LintRule.defect(
                        schema.at().appendProperty("enum"),
                        "null among the values",
                        SchemaDescriptions.brief(values),
                        SchemaDescriptions.name(schema) + " is nullable, but its enum does not list null"));
    }
}
