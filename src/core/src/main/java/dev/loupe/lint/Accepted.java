package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the schemas of a document accept what every server in the style of chat completions sends. */
final class Accepted {
    private Accepted() {}

    /** The messages that an operation ought to accept. */
    interface Messages {
        List<Ordinary.Message> of(Spec spec, Spec.Operation operation);
    }

    /** One violation for each keyword that rejects a message, however many messages meet it. */
    static Result by(Spec spec, String mediaType, Messages messages) {
        List<Violation> violations = new ArrayList<>();
        Set<JsonPointer> told = new HashSet<>();
        int answers = 0;
        for (Spec.Operation operation : spec.operations()) {
            for (Ordinary.Message message : messages.of(spec, operation)) {
                answers++;
                for (Mismatch mismatch : mismatches(spec, operation, mediaType, message)) {
                    if (told.add(mismatch.schemaAt())) {
                        violations.add(LintRule.defect(
                                mismatch.schemaAt(),
                                mismatch.expected(),
                                mismatch.actual(),
                                message.name() + " is rejected at " + mismatch.at() + ": " + mismatch.message()));
                    }
                }
            }
        }
        return answers == 0
                ? Result.nothingToCheck("no such answer in the style of chat completions")
                : Result.of(violations);
    }

    private static List<Mismatch> mismatches(
            Spec spec, Spec.Operation operation, String mediaType, Ordinary.Message message) {
        return spec.validation()
                .answer(
                        Reading.PUBLISHED,
                        operation.method().toUpperCase(Locale.ROOT),
                        operation.path(),
                        message.status(),
                        mediaType,
                        message.json())
                .orElse(List.of());
    }
}
