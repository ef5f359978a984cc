package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.SchemaDescriptions;
import java.util.ArrayList;
import java.util.List;

/** A schema goes into the value before it comes back to itself. */
final class SchemaHasNoInfiniteCycle implements LintRule {
    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.schema-ends",
                Level.MUST,
                "A schema goes into the value before it comes back to itself",
                "JSON Schema 2020-12, section 9.4.1: a schema must not be run into an infinite loop against an instance",
                "Tools hang, give up or crash on it, and what it should describe is unknown",
                "Have one schema of the circle say what it describes");
    }

    @Override
    public Result on(LintedDocument spec) {
        if (spec.schemas().isEmpty() && spec.circular().isEmpty()) {
            return Result.notApplicable("no schema");
        }
        List<Violation> violations = new ArrayList<>();
        for (JsonPointer at : spec.circular()) {
            violations.add(LintRule.defect(
                    at,
                    "a schema that ends",
                    SchemaDescriptions.brief(spec.root().at(at)),
                    "the schema at " + at + " refers to itself without going into the value"));
        }
        return Result.of(violations);
    }
}
