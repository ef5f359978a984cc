package dev.loupe.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** A default obeys its own schema. */
final class DefaultObeysSchema implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.default-obeys-schema",
                Level.MUST,
                "A default obeys its own schema",
                "OpenAPI 3.0.3, Schema Object: the default MUST conform to the defined type",
                "A client that writes the default out sends a wrong request",
                "Mend the default or the schema");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int defaults = 0;
        for (SchemaAt schema : spec.schemas()) {
            JsonNode value = schema.node().path("default");
            if (value.isMissingNode()) {
                continue;
            }
            defaults++;
            for (Mismatch mismatch : spec.validation().at(Reading.PUBLISHED, schema.at(), value)) {
                violations.add(LintRule.defect(
                        schema.at().appendProperty("default"),
                        mismatch.expected(),
                        mismatch.actual(),
                        "the default of " + SchemaWords.name(schema) + " breaks its schema: " + mismatch.message()));
            }
        }
        return defaults == 0 ? Result.nothingToCheck("no default") : Result.of(violations);
    }
}
