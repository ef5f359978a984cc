package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.List;

/** A nullable enum lists null. */
final class NullableEnumListsNull implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.nullable-enum-lists-null",
                Level.SHOULD,
                "A nullable enum lists null",
                "OpenAPI 3.0.3, Schema Object: nullable allows null as a type, and the enum must list it as well (clarified in proposal 2019-10-31)",
                "Validators disagree: null is invalid by the text of the specification, and many accept it",
                "Add null to the enum, or drop nullable");
    }

    @Override
    public Result on(LintedDocument spec) {
        if (!spec.isVersion30()) {
            return Result.notApplicable("nullable exists in OpenAPI 3.0 only");
        }
        List<Violation> violations = new ArrayList<>();
        int nullable = 0;
        for (LocatedSchema schema : spec.schemas()) {
            JsonNode values = schema.node().path("enum");
            if (!values.isArray() || !schema.node().path("nullable").asBoolean(false)) {
                continue;
            }
            nullable++;
            boolean listed = false;
            for (JsonNode value : values) {
                listed |= value.isNull();
            }
            if (!listed) {
                violations.add(LintRule.defect(
                        schema.at().appendProperty("enum"),
                        "null among the values",
                        SchemaDescriptions.brief(values),
                        SchemaDescriptions.name(schema) + " is nullable, but its enum does not list null"));
            }
        }
        return nullable == 0 ? Result.notApplicable("no nullable enum") : Result.of(violations);
    }
}
