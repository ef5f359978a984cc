package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import dev.loupe.lint.ValidatedValues;

/** In OpenAPI 3.0 a default obeys its own schema. */
final class DefaultMatchesSchema implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.default-obeys-schema",
                Level.MUST,
                "In OpenAPI 3.0 a default obeys its own schema",
                "OpenAPI 3.0.3, Schema Object: unlike JSON Schema, the default MUST conform to the defined type",
                "A client that writes the default out sends a wrong request",
                "Mend the default or the schema");
    }

    @Override
    public Result on(LintedDocument spec) {
        return spec.isVersion30() ? judge(spec) : OTHER_VERSION;
    }

    private static final Result OTHER_VERSION = Result.notApplicable(
            "OpenAPI 3.1 takes defaults as JSON Schema does; lint.default-is-valid looks at those");

    /** Every default under its own schema, whatever the version. */
    static Result judge(LintedDocument spec) {
        ValidatedValues looked = new ValidatedValues(spec);
        for (LocatedSchema schema : spec.schemas()) {
            if (schema.node().has("default") && !isDisputed(schema)) {
                looked.at(
                        schema.at(),
                        schema.node().get("default"),
                        mismatch -> LintRule.defect(
                                schema.at().appendProperty("default"),
                                mismatch.expected(),
                                mismatch.actual(),
                                "the default of " + SchemaDescriptions.name(schema) + " breaks its schema: "
                                        + mismatch.message()));
            }
        }
        return looked.result("no default");
    }

    /** Whether null is right where the enum does not list it is what lint.nullable-enum-lists-null is about. */
    private static boolean isDisputed(LocatedSchema schema) {
        return schema.node().get("default").isNull()
                && schema.node().has("enum")
                && schema.node().path("nullable").asBoolean(false);
    }
}
