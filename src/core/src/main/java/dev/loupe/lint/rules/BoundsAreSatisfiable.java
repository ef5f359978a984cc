package dev.loupe.lint.rules;

import com.fasterxml.jackson.databind.JsonNode;
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

/** The bounds of a schema leave room for a value. */
final class BoundsAreSatisfiable implements LintRule {
    private record Pair(String low, String high) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("minimum", "maximum"),
            new Pair("minLength", "maxLength"),
            new Pair("minItems", "maxItems"),
            new Pair("minProperties", "maxProperties"));

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.bounds-satisfiable",
                Level.MUST,
                "The bounds of a schema leave room for a value",
                "JSON Schema: a value has to obey every keyword at once",
                "No value is valid, so every answer breaks the contract or no request is allowed",
                "Put the bounds in order");
    }

    @Override
    public Result on(LintedDocument spec) {
        List<Violation> violations = new ArrayList<>();
        int bounded = 0;
        for (LocatedSchema schema : spec.schemas()) {
            for (Pair pair : PAIRS) {
                JsonNode low = schema.node().path(pair.low());
                JsonNode high = schema.node().path(pair.high());
                if (!low.isNumber() || !high.isNumber()) {
                    continue;
                }
                bounded++;
                if (low.decimalValue().compareTo(high.decimalValue()) > 0) {
                    violations.add(LintRule.defect(
                            schema.at(),
                            pair.low() + " at most " + high,
                            pair.low() + " " + low,
                            SchemaDescriptions.name(schema) + " has " + pair.low() + " " + low + " above " + pair.high()
                                    + " " + high));
                }
            }
        }
        return bounded == 0 ? Result.notApplicable("no pair of bounds") : Result.of(violations);
    }
}
