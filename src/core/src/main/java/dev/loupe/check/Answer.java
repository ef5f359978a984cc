package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;

/** What came back, as far as checks tell answers apart. */
sealed interface Answer permits Completion, Answer.Failed, Answer.None {
    /**
     * An error.
     *
     * @param body missing when it is not JSON
     */
    record Failed(JsonNode body) implements Answer {}

    /** Nothing that checks of chat completions can look at. */
    record None(String why) implements Answer {}
}
