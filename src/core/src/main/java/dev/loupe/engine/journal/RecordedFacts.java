package dev.loupe.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a journal has of an exchange so that its run can be merged with others, in addition to the result.
 *
 * @param id the id in the recording; the id of the result may have a number
 * @param recordedAt when it was recorded; null when that is absent
 * @param undecided whether a required check is undecided
 * @param facts by check; missing when the journal has none
 */
public record RecordedFacts(String id, @Nullable Instant recordedAt, boolean undecided, JsonNode facts) {
    static RecordedFacts read(JsonNode json, String resultId) {
        return new RecordedFacts(
                json.path("id").asText(resultId),
                json.has("recordedAt") ? Instant.parse(json.path("recordedAt").asText()) : null,
                json.path("undecided").asBoolean(),
                json.path("facts"));
    }
}
