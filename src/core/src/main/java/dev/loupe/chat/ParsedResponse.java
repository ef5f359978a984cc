package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** The response of an exchange: a completion, an error, or neither. */
public sealed interface ParsedResponse permits ParsedCompletion, ParsedResponse.Failed, ParsedResponse.None {
    /**
     * An error.
     *
     * @param body missing when it is not JSON
     */
    record Failed(JsonNode body) implements ParsedResponse {}

    /** No response that the checks of chat completions apply to. */
    record None(Reason reason) implements ParsedResponse {}

    /** Why the checks of chat completions do not apply. */
    enum Reason {
        NOT_CHAT("the request is not for a chat completion"),
        NO_RESPONSE("no response was received"),
        NO_COMPLETION("the response is not a chat completion");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For a report. */
        public String text() {
            return text;
        }
    }
}
