package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "lint.schema-ends",
        level = Level.MUST,
        truth = "A schema descends into the instance before it refers to itself",
        source =
                "JSON Schema 2020-12, section 9.4.1: a schema must not be run into an infinite loop against an instance",
        why = "Validators do not terminate, fail or crash, and no value can be validated",
        fix = "Replace one reference of the cycle with a schema")
final class SchemaHasNoInfiniteCycle implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        if (spec.schemas().isEmpty() && spec.circular().isEmpty()) {
            return Result.notApplicable("no schema");
        }
        List<Violation> violations = new ArrayList<>();
        for (JsonPointer at : spec.circular()) {
            violations.add(LintRule.defect(
                    at,
                    "a schema without an infinite $ref cycle",
                    SchemaDescriptions.brief(spec.root().at(at)),
                    "the schema at " + at
                            + " is an infinite $ref cycle: it refers to itself without descending into the instance"));
        }
        return Result.of(violations);
    }
}
