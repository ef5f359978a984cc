package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** What is said in every chunk of a stream is said alike. */
final class ConstantStreamField {
    private static final Result UNSAID = Result.notApplicable("fewer than two chunks say it");

    private ConstantStreamField() {}

    /** Whether all chunks that say anything under this name say the same. */
    static Result of(ParsedCompletion completion, String name) {
        JsonNode first = null;
        int looked = 0;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            JsonNode value = chunk == null ? null : chunk.get(name);
            if (looked > 1 && value != null && value.equals(first)) {
                continue; // chunk or not, it changes nothing any more
            }
            // pings and errors, with or without choices beside them, are no chunks, and an absent member is the
            // business of the schema
            if (chunk == null
                    || value == null
                    || !ParsedCompletion.says(value)
                    || ParsedCompletion.says(chunk.path("error"))
                    || !chunk.path("choices").isArray()) {
                continue;
            }
            looked++;
            if (first == null) {
                first = value;
            } else if (!first.equals(value)) {
                return Result.violated(Violation.of(
                        FindingLocation.event(i, "/" + name),
                        StrictValues.shown(first),
                        StrictValues.shown(value),
                        name + " changes in the middle of a stream"));
            }
        }
        return looked < 2 ? UNSAID : Result.passed();
    }
}
