package dev.loupe.lint;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A described parameter says its range. */
final class SchemaRangeIsInProse implements LintRule {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.schema-range-in-prose",
                Level.INFO,
                "A described parameter says its range in words",
                "Derived: the description is what a person reads, and most pages show no bounds",
                "A person who reads the description learns the range from an error",
                "Name the bounds in the description");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int ranges = 0;
        for (SchemaAt schema : spec.schemas()) {
            if (schema.use() != SchemaAt.Use.REQUEST
                    || !schema.isNumeric()
                    || schema.description().isEmpty()
                    || schema.highest().isEmpty()) {
                continue;
            }
            ranges++;
            BigDecimal highest = schema.highest().get();
            if (!mentions(schema.description(), highest)) {
                violations.add(LintRule.defect(
                        schema.at(),
                        "a description that names " + highest.toPlainString(),
                        "none",
                        SchemaWords.name(schema) + " may be at most " + highest.toPlainString()
                                + ", and its description does not say so"));
            }
        }
        return ranges == 0 ? Result.nothingToCheck("no described range") : Result.of(violations);
    }

    private static boolean mentions(String description, BigDecimal bound) {
        return NUMBER.matcher(description)
                .results()
                .anyMatch(number -> new BigDecimal(number.group()).compareTo(bound) == 0);
    }
}
