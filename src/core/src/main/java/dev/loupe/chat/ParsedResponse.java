package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back, as far as checks tell answers apart. */
public sealed interface ParsedResponse permits ParsedCompletion, ParsedResponse.Failed, ParsedResponse.None {
    /**
     * An error.
     *
     * @param body missing when it is not JSON
     */
    record Failed(JsonNode body) implements ParsedResponse {}

    /** Nothing that checks of chat completions can look at. */
    record None(String why) implements ParsedResponse {}
}
