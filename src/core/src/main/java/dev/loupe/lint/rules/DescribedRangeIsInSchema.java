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
import dev.loupe.openapi.DescribedRange;
import dev.loupe.openapi.DescribedRange.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "lint.prose-range-in-schema",
        level = Level.SHOULD,
        truth = "A range in the description is in the schema",
        source = "The description of the schema",
        why = "Generated clients and validators read the schema alone, so they accept what the description forbids",
        fix = "Put the bounds of the description into the schema, or correct the description")
final class DescribedRangeIsInSchema implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int stated = 0;
        for (LocatedSchema schema : spec.schemas()) {
            Optional<DescribedRange> range = range(schema);
            if (range.isEmpty()) {
                continue;
            }
            stated++;
            DescribedRange words = range.get();
            Bound lowest = schema.isNumeric() ? schema.lowest().orElse(null) : null;
            Bound highest = highest(schema);
            if (differs(words.lowest(), lowest, 1) || differs(words.highest(), highest, -1)) {
                violations.add(LintRule.defect(
                        schema.at(),
                        "\"" + words.words() + "\" as bounds",
                        inWords(lowest, highest),
                        SchemaDescriptions.name(schema) + " is described as \"" + words.words()
                                + "\", but its schema has " + inWords(lowest, highest)));
            }
        }
        return stated == 0 ? Result.notApplicable("no description states a range") : Result.of(violations);
    }

    private static Optional<DescribedRange> range(LocatedSchema schema) {
        // these can contain bounds as well
        if (Stream.of("enum", "const", "allOf", "pattern").anyMatch(schema.node()::has)) {
            return Optional.empty();
        }
        if (schema.isNumeric()) {
            return DescribedRange.ofNumber(schema.description());
        }
        if (schema.isType("string")) {
            return DescribedRange.ofLength(schema.description());
        }
        return arrays(schema).isEmpty() ? Optional.empty() : DescribedRange.ofItems(schema.description());
    }

    /** The upper bound in the schema of what the description limits. */
    private static @Nullable Bound highest(LocatedSchema schema) {
        if (schema.isNumeric()) {
            return schema.highest().orElse(null);
        }
        if (schema.isType("string")) {
            return most(schema.node().path("maxLength"));
        }
        Bound largest = null;
        for (JsonNode array : arrays(schema)) {
            Bound most = most(array.path("maxItems"));
            if (most == null) {
                return null;
            }
            largest = largest == null || most.value().compareTo(largest.value()) > 0 ? most : largest;
        }
        return largest;
    }

    private static @Nullable Bound most(JsonNode count) {
        return count.isNumber() ? new Bound(count.decimalValue(), true) : null;
    }

    /** The schema itself when it is an array, or its branches that are arrays. */
    private static List<JsonNode> arrays(LocatedSchema schema) {
        List<JsonNode> arrays = new ArrayList<>();
        if (schema.isType("array")) {
            arrays.add(schema.node());
        }
        for (String union : List.of("anyOf", "oneOf")) {
            for (JsonNode branch : schema.node().path(union)) {
                if ("array".equals(branch.path("type").textValue())) {
                    arrays.add(branch);
                }
            }
        }
        return arrays;
    }

    /**
     * Whether the schema and the description differ. For "greater than 0" a schema with minimum 1 is as good: 1 is the first
     * integer above 0.
     *
     * @param inward 1 when values above the end are in the range, -1 when values below it are
     */
    private static boolean differs(@Nullable Bound words, @Nullable Bound schema, int inward) {
        if (words == null || schema == null) {
            return words != null;
        }
        int further = schema.value().compareTo(words.value()) * inward;
        return words.inside() ? further != 0 : further < 0 || (further == 0 && schema.inside());
    }

    private static String inWords(@Nullable Bound lowest, @Nullable Bound highest) {
        if (lowest == null && highest == null) {
            return "no bounds";
        }
        String from = lowest == null ? "" : (lowest.inside() ? "at least " : "more than ") + plain(lowest);
        String to = highest == null ? "" : (highest.inside() ? "at most " : "less than ") + plain(highest);
        return from.isEmpty() || to.isEmpty() ? from + to : from + " and " + to;
    }

    private static String plain(Bound bound) {
        return bound.value().toPlainString();
    }
}
