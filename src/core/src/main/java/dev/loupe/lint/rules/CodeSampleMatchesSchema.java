package dev.loupe.lint.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.ValidatedValues;
import dev.loupe.openapi.CodeSampleBody;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.List;

@CheckDescription(
        id = "lint.sample-obeys-request",
        level = Level.MUST,
        truth = "A code sample sends a body that is valid against the request schema",
        source = "The code samples of the document (x-codeSamples)",
        why = "Developers copy samples first",
        fix = "Correct the sample or the schema")
final class CodeSampleMatchesSchema implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues values = new ValidatedValues(spec);
        for (Operation operation : spec.operations()) {
            JsonPointer schema = spec.part(operation.pointer(), "requestBody", "content", "application/json", "schema")
                    .map(ReferenceResolver.Located::pointer)
                    .orElse(null);
            if (schema == null) {
                continue;
            }
            for (String keyword : List.of("x-codeSamples", "x-code-samples")) {
                JsonNode samples = operation.node().path(keyword);
                for (int i = 0; i < samples.size(); i++) {
                    JsonPointer at = operation
                            .pointer()
                            .appendProperty(keyword)
                            .appendIndex(i)
                            .appendProperty("source");
                    String language = samples.get(i).path("lang").asText("");
                    CodeSampleBody.of(samples.get(i).path("source").asText(""))
                            .ifPresent(body -> values.at(schema, body, mismatch -> defect(at, language, mismatch)));
                }
            }
        }
        return values.result("no sample with a readable body");
    }

    private static Violation defect(JsonPointer at, String language, InstanceViolation mismatch) {
        return LintRule.defect(
                at,
                mismatch.expected(),
                mismatch.actual(),
                "the " + language + " sample sends an invalid body: " + mismatch.message());
    }
}
