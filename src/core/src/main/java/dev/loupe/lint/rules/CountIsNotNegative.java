package dev.loupe.lint.rules;

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
        List<Violation> violations = new ArrayList<>();
        int counts = 0;
        for (LocatedSchema schema : spec.schemas()) {
            if (!SchemaDescriptions.isTokenCount(schema)) {
                continue;
            }
            counts++;
            if (schema.lowest().map(lowest -> lowest.value().signum() < 0).orElse(true)) {
                violations.add(LintRule.defect(
                        schema.at(),
                        "minimum 0",
                        SchemaDescriptions.brief(schema.node()),
                        SchemaDescriptions.name(schema) + " may be negative"));
            }
        }
        return counts == 0 ? Result.notApplicable("no count of tokens") : Result.of(violations);
    }
}
