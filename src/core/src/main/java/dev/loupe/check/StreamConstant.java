package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Place;

/** What is said in every chunk of a stream is said alike. */
final class StreamConstant {
    private static final Result UNSAID = Result.nothingToCheck("fewer than two chunks say it");

    private StreamConstant() {}

    /** Whether all chunks that say anything under this name say the same. */
    static Result of(Completion completion, String name) {
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
                    || !Completion.says(value)
                    || Completion.says(chunk.path("error"))
                    || !chunk.path("choices").isArray()) {
                continue;
            }
            looked++;
            if (first == null) {
                first = value;
            } else if (!first.equals(value)) {
                return Result.broken(Violation.of(
                        Place.event(i, "/" + name),
                        Strict.shown(first),
                        Strict.shown(value),
                        name + " changes in the middle of a stream"));
            }
        }
        return looked < 2 ? UNSAID : Result.held();
    }
}
