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
        id = "lint.count-may-be-negative",
        level = Level.SHOULD,
        truth = "A token count in a response is not negative",
        source = "A token count, as the provider documents it, is not negative",
        why = "A client must expect negative counts, and a validator accepts them",
        fix = "Add minimum: 0")
final class CountIsNotNegative implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        return LintRule.judge(SchemaDescriptions.tokenCounts(spec), "no count of tokens", CountIsNotNegative::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        return schema.lowest().map(lowest -> lowest.value().signum() < 0).orElse(true)
                ? Optional.of(LintRule.defect(
                        schema.at(),
                        "minimum 0",
                        SchemaDescriptions.brief(schema.node()),
                        SchemaDescriptions.name(schema) + " may be negative"))
                : Optional.empty();
    }
}
