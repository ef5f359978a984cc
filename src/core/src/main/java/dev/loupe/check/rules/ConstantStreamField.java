package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.function.Predicate;

/** A field that every chunk of a stream repeats with the same value. */
final class ConstantStreamField {

    private ConstantStreamField() {}

    /** Whether all chunks with a value of this property have the same value. */
    static Result of(ParsedCompletion completion, String name) {
        return of(completion, name, value -> false);
    }

    /** Compares the values of the field in all chunks that have it. */
    static Result of(ParsedCompletion completion, String name, Predicate<JsonNode> exempt) {
        JsonNode first = null;
        int compared = 0;
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            JsonNode value = chunk == null ? null : chunk.get(name);
            if (compared > 1 && value != null && value.equals(first)) {
                continue; // equal to the first value: whether it is a chunk no longer matters
            }
            // pings and errors, with or without choices, are not chunks, and the schema checks own an absent property
            if (chunk == null
                    || value == null
                    || !ParsedCompletion.isMeaningful(value)
                    || ParsedCompletion.isMeaningful(chunk.path("error"))
                    || !chunk.path("choices").isArray()
                    || exempt.test(value)) {
                continue;
            }
            compared++;
            if (first == null) {
                first = value;
            } else if (!first.equals(value)) {
                return Result.violated(Violation.of(
                        FindingLocation.event(i, "/" + name),
                        StrictValues.shown(first),
                        StrictValues.shown(value),
                        name + " changes within the stream: it is " + StrictValues.shown(value) + " in event " + i
                                + ", " + StrictValues.shown(first) + " before"));
            }
        }
        return compared < 2 ? Result.notApplicable("fewer than two chunks have it") : Result.passed();
    }
}
