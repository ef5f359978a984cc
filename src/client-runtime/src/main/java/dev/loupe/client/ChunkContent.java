package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What the JSON of a response or of a chunk reports. */
final class ChunkContent {
    private ChunkContent() {}

    /** Whether a response has a choice, if the contract has choices, and reports no error. */
    static boolean isComplete(JsonNode response, boolean choices) {
        boolean content = choices ? !response.path("choices").isEmpty() : !response.isEmpty();
        return content && !response.hasNonNull("error") && !choiceReportsError(response);
    }

    static boolean hasChoices(JsonNode chunk) {
        return !chunk.path("choices").isEmpty();
    }

    static boolean isEmpty(JsonNode chunk) {
        if (hasChoices(chunk)) {
            return false;
        }
        for (JsonNode value : chunk) {
            boolean nothing = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!nothing) {
                return false;
            }
        }
        return true;
    }

    static boolean isError(JsonNode chunk, boolean choices) {
        if (chunk.hasNonNull("error")) {
            return true;
        }
        JsonNode all = chunk.path("choices");
        for (int i = 0; i < all.size(); i++) {
            JsonNode choice = all.path(i);
            if (choice.hasNonNull("error")
                    || "error".equals(choice.path("finish_reason").textValue())) {
                return true;
            }
        }
        return choices && all.isEmpty() && isErrorBody(chunk);
    }

    private static boolean isErrorBody(JsonNode chunk) {
        return chunk.hasNonNull("statusCode")
                || chunk.hasNonNull("message")
                || chunk.hasNonNull("detail")
                || chunk.hasNonNull("errors");
    }

    private static boolean choiceReportsError(JsonNode json) {
        JsonNode choices = json.path("choices");
        for (int i = 0; i < choices.size(); i++) {
            JsonNode choice = choices.path(i);
            if (choice.hasNonNull("error")) {
                return true;
            }
        }
        return false;
    }
}
