package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.DocumentExample;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import dev.loupe.lint.ValidatedValues;

@CheckDescription(
        id = "lint.example-obeys-schema",
        level = Level.SHOULD,
        truth = "An example is valid under its own schema",
        source = "OpenAPI 3.0.3, Media Type Object: the example SHOULD match the specified schema",
        why = "Developers copy examples",
        fix = "Correct the example or the schema")
final class ExampleMatchesSchema implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues values = new ValidatedValues(spec);
        for (DocumentExample example : DocumentExample.of(spec)) {
            values.at(
                    example.schema().at(),
                    example.value(),
                    mismatch -> LintRule.defect(
                            example.at().toJsonPointer(),
                            mismatch.expected(),
                            mismatch.actual(),
                            "the example of " + SchemaDescriptions.name(example.schema()) + " violates its schema: "
                                    + mismatch.message()));
        }
        return values.result("no example");
    }
}
