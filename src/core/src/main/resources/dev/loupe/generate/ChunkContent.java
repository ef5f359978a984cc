package dev.loupe.gemma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;

/** What the client needs to know of a response and of a chunk, whatever their types have. */
final class ChunkContent {
    /** Whether the contract has choices. */
    static final boolean HAS_CHOICES = true;

    private ChunkContent() {}

    /** Whether a response has a choice, if the contract has choices, and reports no error. */
    static boolean isComplete(ChatCompletion completion) {
        JsonNode json = ResponseDecoder.tree(completion);
        boolean content = HAS_CHOICES ? !json.path("choices").isEmpty() : !json.isEmpty();
        return content && !json.hasNonNull("error") && !choiceReportsError(json);
    }

    static boolean hasChoices(ChatCompletionChunk chunk) {
        return !ResponseDecoder.tree(chunk).path("choices").isEmpty();
    }

    static boolean isEmpty(ChatCompletionChunk chunk) {
        JsonNode json = ResponseDecoder.tree(chunk);
        for (JsonNode value : json) {
            boolean nothing = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!nothing) {
                return false;
            }
        }
        return true;
    }

    static boolean isError(ChatCompletionChunk chunk) {
        JsonNode json = ResponseDecoder.tree(chunk);
        if (json.hasNonNull("error") || choiceReportsError(json)) {
            return true;
        }
        for (JsonNode choice : json.path("choices")) {
            if (choice.path("finish_reason").asText().equals("error")) {
                return true;
            }
        }
        return HAS_CHOICES
                && json.path("choices").isEmpty()
                && (json.hasNonNull("statusCode")
                        || json.hasNonNull("message")
                        || json.hasNonNull("detail")
                        || json.hasNonNull("errors"));
    }

    private static boolean choiceReportsError(JsonNode json) {
        for (JsonNode choice : json.path("choices")) {
            if (choice.hasNonNull("error")) {
                return true;
            }
        }
        return false;
    }
}
