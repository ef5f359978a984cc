package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** An example obeys its own schema. */
final class ExampleObeysSchema implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.example-obeys-schema",
                Level.SHOULD,
                "An example obeys its own schema",
                "OpenAPI 3.0.3, Media Type Object: the example SHOULD match the specified schema",
                "People copy examples",
                "Mend the example or the schema");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int examples = 0;
        for (SchemaAt schema : spec.schemas()) {
            JsonPointer at = schema.at().appendProperty("example");
            JsonNode example = schema.node().path("example");
            if (example.isMissingNode()) {
                // beside the schema of a media type
                at = schema.at().head() == null ? at : schema.at().head().appendProperty("example");
                example = isOfMediaType(schema) ? spec.root().at(at) : example;
            }
            if (example.isMissingNode()) {
                continue;
            }
            examples++;
            for (Mismatch mismatch : spec.validation().at(Reading.PUBLISHED, schema.at(), example)) {
                violations.add(LintRule.defect(
                        at,
                        mismatch.expected(),
                        mismatch.actual(),
                        "the example of " + SchemaWords.name(schema) + " breaks its schema: " + mismatch.message()));
            }
        }
        return examples == 0 ? Result.nothingToCheck("no example") : Result.of(violations);
    }

    private static boolean isOfMediaType(SchemaAt schema) {
        return schema.at().toString().matches(".*/content/[^/]+/schema");
    }
}
