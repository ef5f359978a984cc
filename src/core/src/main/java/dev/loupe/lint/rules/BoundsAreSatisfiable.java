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
import dev.loupe.openapi.DescribedRange.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

@CheckDescription(
        id = "lint.bounds-satisfiable",
        level = Level.MUST,
        truth = "The bounds of a schema allow a value",
        source = "JSON Schema: a value must satisfy every keyword",
        why = "No value is valid: every response violates the contract, or no request is valid",
        fix = "Correct the bounds")
final class BoundsAreSatisfiable implements LintRule {
    private record Pair(String low, String high) {}

    /** Bounds of a size, which are always inclusive. */
    private static final List<Pair> SIZES = List.of(
            new Pair("minLength", "maxLength"),
            new Pair("minItems", "maxItems"),
            new Pair("minProperties", "maxProperties"));

    private static final List<String> NUMBER_BOUNDS =
            List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum");

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int bounded = 0;
        for (LocatedSchema schema : spec.schemas()) {
            for (Pair pair : SIZES) {
                JsonNode low = schema.node().path(pair.low());
                JsonNode high = schema.node().path(pair.high());
                if (low.isNumber() && high.isNumber()) {
                    bounded++;
                    if (low.decimalValue().compareTo(high.decimalValue()) > 0) {
                        violations.add(crossed(schema, pair, low, high));
                    }
                }
            }
            Optional<Bound> lowest = schema.lowest();
            Optional<Bound> highest = schema.highest();
            if (lowest.isPresent() && highest.isPresent()) {
                bounded++;
                numbers(schema, lowest.get(), highest.get()).ifPresent(violations::add);
            }
        }
        return bounded == 0 ? Result.notApplicable("no pair of bounds") : Result.of(violations);
    }

    private static Optional<Violation> numbers(LocatedSchema schema, Bound lowest, Bound highest) {
        JsonNode low = schema.node().path("minimum");
        JsonNode high = schema.node().path("maximum");
        if (low.isNumber() && high.isNumber() && low.decimalValue().compareTo(high.decimalValue()) > 0) {
            return Optional.of(crossed(schema, new Pair("minimum", "maximum"), low, high));
        }
        int order = lowest.value().compareTo(highest.value());
        if (order < 0 || (order == 0 && lowest.inside() && highest.inside())) {
            return Optional.empty();
        }
        String bounds = NUMBER_BOUNDS.stream()
                .filter(schema.node()::has)
                .map(keyword -> keyword + " " + schema.node().path(keyword))
                .collect(Collectors.joining(", "));
        return Optional.of(LintRule.defect(
                schema.at(),
                "bounds that a number can satisfy",
                bounds,
                SchemaDescriptions.name(schema) + " allows no number: " + bounds));
    }

    private static Violation crossed(LocatedSchema schema, Pair pair, JsonNode low, JsonNode high) {
        return LintRule.defect(
                schema.at(),
                pair.low() + " at most " + high,
                pair.low() + " " + low,
                SchemaDescriptions.name(schema) + " has " + pair.low() + " " + low + " above " + pair.high() + " "
                        + high);
    }
}
