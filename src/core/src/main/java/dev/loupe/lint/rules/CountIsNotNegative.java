package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.util.Optional;

/** A token count in a response is not negative. */
final class CountIsNotNegative implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.count-may-be-negative",
                Level.SHOULD,
                "A token count in a response is not negative",
                "A token count, as the provider documents it, is not negative",
                "A client must expect negative counts, and a validator accepts them",
                "Add minimum: 0");
    }

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
