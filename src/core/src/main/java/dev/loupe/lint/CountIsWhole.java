package dev.loupe.lint;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** A count of tokens in an answer is whole. */
final class CountIsWhole implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.count-may-be-fractional",
                Level.SHOULD,
                "A count of tokens in an answer is whole",
                "A count counts: what the provider documents as a number of tokens",
                "Generated clients get a floating-point field for a count, and half a token is documented as right",
                "Declare it as integer");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int counts = 0;
        for (SchemaAt schema : spec.schemas()) {
            if (!SchemaWords.isTokenCount(schema)) {
                continue;
            }
            counts++;
            if (schema.isType("number") && !schema.node().has("multipleOf")) {
                violations.add(LintRule.defect(
                        schema.at(),
                        "type integer",
                        SchemaWords.brief(schema.node()),
                        SchemaWords.name(schema) + " may be fractional"));
            }
        }
        return counts == 0 ? Result.nothingToCheck("no count of tokens") : Result.of(violations);
    }
}
