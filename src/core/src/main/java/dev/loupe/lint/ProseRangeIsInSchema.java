package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.contract.ProseRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A range that the prose states is in the schema too. */
final class ProseRangeIsInSchema implements LintRule {
    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.prose-range-in-schema",
                Level.SHOULD,
                "A range that the prose states is in the schema",
                "The description of the schema itself",
                "Machines read the schema alone: generated clients and validators let pass what the words forbid",
                "Put the bounds of the description into the schema, or mend the description");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int stated = 0;
        for (SchemaAt schema : spec.schemas()) {
            Optional<ProseRange> range = range(schema);
            if (range.isEmpty()) {
                continue;
            }
            stated++;
            ProseRange words = range.get();
            BigDecimal lowest = schema.isNumeric() ? schema.lowest().orElse(null) : null;
            BigDecimal highest = highest(schema);
            if (differs(words.lowest(), lowest) || differs(words.highest(), highest)) {
                violations.add(LintRule.defect(
                        schema.at(),
                        "\"" + words.words() + "\" as bounds",
                        said(lowest, highest),
                        SchemaWords.name(schema) + " is \"" + words.words() + "\" in prose, but its schema says "
                                + said(lowest, highest)));
            }
        }
        return stated == 0 ? Result.nothingToCheck("no prose states a range") : Result.of(violations);
    }

    private static Optional<ProseRange> range(SchemaAt schema) {
        if (schema.isNumeric()) {
            return ProseRange.ofNumber(schema.description());
        }
        if (schema.isType("string") && !schema.node().has("enum")) {
            return ProseRange.ofLength(schema.description());
        }
        return lists(schema).isEmpty() ? Optional.empty() : ProseRange.ofItems(schema.description());
    }

    /** The upper end in the schema, of whatever the words bound. */
    private static @Nullable BigDecimal highest(SchemaAt schema) {
        if (schema.isNumeric()) {
            return schema.highest().orElse(null);
        }
        if (schema.isType("string")) {
            return schema.node().path("maxLength").isNumber()
                    ? schema.node().path("maxLength").decimalValue()
                    : null;
        }
        BigDecimal largest = null;
        for (JsonNode list : lists(schema)) {
            if (!list.path("maxItems").isNumber()) {
                return null;
            }
            BigDecimal most = list.path("maxItems").decimalValue();
            largest = largest == null ? most : largest.max(most);
        }
        return largest;
    }

    /** The schema itself when it is a list, or its branches that are. */
    private static List<JsonNode> lists(SchemaAt schema) {
        List<JsonNode> lists = new ArrayList<>();
        if (schema.isType("array")) {
            lists.add(schema.node());
        }
        for (String union : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.node().path(union)) {
                if ("array".equals(branch.path("type").textValue())) {
                    lists.add(branch);
                }
            }
        }
        return lists;
    }

    private static boolean differs(@Nullable BigDecimal words, @Nullable BigDecimal schema) {
        return words != null && (schema == null || words.compareTo(schema) != 0);
    }

    private static String said(@Nullable BigDecimal lowest, @Nullable BigDecimal highest) {
        if (lowest == null && highest == null) {
            return "no bounds";
        }
        String from = lowest == null ? "" : "at least " + lowest.toPlainString();
        String to = highest == null ? "" : "at most " + highest.toPlainString();
        return from.isEmpty() || to.isEmpty() ? from + to : from + " and " + to;
    }
}
