package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;

@CheckDescription(
        id = "lint.default-is-valid",
        level = Level.SHOULD,
        truth = "In OpenAPI 3.1 a default is valid under its own schema",
        source =
                "JSON Schema Validation 2020-12, section 9.2, which OpenAPI 3.1 takes over: it is RECOMMENDED that a default value be valid against the associated schema",
        why = "A client that sends the default explicitly sends an invalid request",
        fix = "Correct the default or the schema")
final class DefaultIsValid implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        return spec.isVersion30() ? VERSION_30 : DefaultMatchesSchema.judge(spec);
    }

    private static final Result VERSION_30 =
            Result.notApplicable("OpenAPI 3.0 has a stricter rule; see lint.default-obeys-schema");
}
