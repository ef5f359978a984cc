package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.Optional;

@CheckDescription(
        id = "lint.count-may-be-fractional",
        level = Level.SHOULD,
        truth = "A token count in a response is an integer",
        source = "A token count, as the provider documents it, is an integer",
        why = "Generated clients get a floating-point field for a count, and half a token is valid",
        fix = "Declare it as integer")
final class CountIsInteger implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        return LintRule.judge(SchemaDescriptions.tokenCounts(spec), "no count of tokens", CountIsInteger::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        return schema.isType("number") && !schema.node().has("multipleOf")
                ? Optional.of(LintRule.defect(
                        schema.at(),
                        "type integer",
                        SchemaDescriptions.brief(schema.node()),
                        SchemaDescriptions.name(schema) + " may be fractional"))
                : Optional.empty();
    }
}
