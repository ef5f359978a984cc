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
import java.util.Locale;

/** A code sample sends a body that the request schema allows. */
final class SampleObeysRequest implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.sample-obeys-request",
                Level.MUST,
                "A code sample sends a body that the request schema allows",
                "The samples that the document itself carries (x-codeSamples)",
                "It is the first thing that a newcomer pastes",
                "Mend the sample or the schema");
    }

    @Override
    public Result on(Spec spec) {
        List<Violation> violations = new ArrayList<>();
        int bodies = 0;
        for (Spec.Operation operation : spec.operations()) {
            for (String keyword : List.of("x-codeSamples", "x-code-samples")) {
                JsonNode samples = operation.node().path(keyword);
                for (int i = 0; i < samples.size(); i++) {
                    JsonPointer at = operation
                            .at()
                            .appendProperty(keyword)
                            .appendIndex(i)
                            .appendProperty("source");
                    JsonNode body = SampleBody.of(samples.get(i).path("source").asText(""))
                            .orElse(null);
                    bodies += body == null ? 0 : 1;
                    if (body != null) {
                        judge(spec, operation, at, samples.get(i).path("lang").asText(""), body, violations);
                    }
                }
            }
        }
        return bodies == 0 ? Result.nothingToCheck("no sample whose body can be read") : Result.of(violations);
    }

    private static void judge(
            Spec spec,
            Spec.Operation operation,
            JsonPointer at,
            String lang,
            JsonNode body,
            List<Violation> violations) {
        List<Mismatch> mismatches = spec.validation()
                .request(Reading.PUBLISHED, operation.method().toUpperCase(Locale.ROOT), operation.path(), body)
                .orElse(List.of());
        for (Mismatch mismatch : mismatches) {
            violations.add(LintRule.defect(
                    at,
                    mismatch.expected(),
                    mismatch.actual(),
                    "the " + lang + " sample sends a wrong body: " + mismatch.message()));
        }
    }
}
