package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import dev.loupe.lint.ValidatedValues;

@CheckDescription(
        id = "lint.default-obeys-schema",
        level = Level.MUST,
        truth = "In OpenAPI 3.0 a default is valid under its own schema",
        source = "OpenAPI 3.0.3, Schema Object: unlike JSON Schema, the default MUST conform to the defined type",
        why = "A client that sends the default explicitly sends an invalid request",
        fix = "Correct the default or the schema")
final class DefaultMatchesSchema implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        return spec.isVersion30() ? judge(spec) : OTHER_VERSION;
    }

    private static final Result OTHER_VERSION =
            Result.notApplicable("In OpenAPI 3.1 a default is an annotation; see lint.default-is-valid");

    /** Every default under its own schema, whatever the version. */
    static Result judge(LintedDocument spec) {
        ValidatedValues values = new ValidatedValues(spec);
        for (LocatedSchema schema : spec.schemas()) {
            if (schema.node().has("default") && !isDisputed(schema)) {
                values.at(
                        schema.at(),
                        schema.node().get("default"),
                        mismatch -> LintRule.defect(
                                schema.at().appendProperty("default"),
                                mismatch.expected(),
                                mismatch.actual(),
                                "the default of " + SchemaDescriptions.name(schema) + " violates its schema: "
                                        + mismatch.message()));
            }
        }
        return values.result("no default");
    }

    /** A null that the enum does not list is reported by lint.nullable-enum-lists-null. */
    private static boolean isDisputed(LocatedSchema schema) {
        return schema.node().get("default").isNull()
                && schema.node().has("enum")
                && schema.node().path("nullable").asBoolean(false);
    }
}
