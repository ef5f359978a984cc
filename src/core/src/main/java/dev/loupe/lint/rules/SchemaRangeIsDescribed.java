package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.LocatedSchema;
import dev.loupe.lint.SchemaDescriptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

@CheckDescription(
        id = "lint.schema-range-in-prose",
        level = Level.INFO,
        truth = "A described parameter states its range in the description",
        source = "Derived: most documentation pages show the description and no bounds",
        why = "Readers of the description learn the range from an error",
        fix = "Name the bounds in the description")
final class SchemaRangeIsDescribed implements LintRule {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    @Override
    public Result on(LintedDocument spec) {
        List<LocatedSchema> ranges = spec.schemas().stream()
                .filter(schema -> schema.use() == LocatedSchema.Use.REQUEST
                        && schema.isNumeric()
                        && !schema.description().isEmpty()
                        && schema.highest().isPresent())
                .toList();
        return LintRule.judge(ranges, "no described range", SchemaRangeIsDescribed::defect);
    }

    private static Optional<Violation> defect(LocatedSchema schema) {
        BigDecimal highest = schema.highest().orElseThrow().value();
        if (mentions(schema.description(), highest) || mentions(schema.description(), written(schema))) {
            return Optional.empty();
        }
        return Optional.of(LintRule.defect(
                schema.at(),
                "a description that names " + highest.toPlainString(),
                "none",
                SchemaDescriptions.name(schema) + " may be at most " + highest.toPlainString()
                        + ", and its description does not state it"));
    }

    /** As the schema writes it: "less than 5" has the bound 5, though the largest integer is 4. */
    private static BigDecimal written(LocatedSchema schema) {
        JsonNode beyond = schema.node().path("exclusiveMaximum");
        return (beyond.isNumber() ? beyond : schema.node().path("maximum")).decimalValue();
    }

    private static boolean mentions(String description, BigDecimal bound) {
        // 2,000 may be one number or two, so both count as mentioned
        return Stream.of(description, description.replaceAll("(?<=\\d),(?=\\d{3}(?!\\d))", ""))
                .flatMap(text -> NUMBER.matcher(text).results())
                .anyMatch(number -> new BigDecimal(number.group()).compareTo(bound) == 0);
    }
}
