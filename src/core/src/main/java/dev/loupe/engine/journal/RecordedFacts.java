package dev.loupe.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What a journal has of an exchange so that its run can be merged with others, in addition to the result.
 *
 * @param id the id in the recording; the id of the result may have a number
 * @param undecided whether a required check is undecided
 * @param facts by check; missing when the journal has none
 */
public record RecordedFacts(String id, boolean undecided, JsonNode facts) {
    static RecordedFacts read(JsonNode json, String resultId) {
        return new RecordedFacts(
                json.path("id").asText(resultId), json.path("undecided").asBoolean(), json.path("facts"));
    }

    /** Of an exchange that is in no file; its run cannot be merged. */
    public static RecordedFacts none(String id) {
        return new RecordedFacts(id, false, MissingNode.getInstance());
    }
}
