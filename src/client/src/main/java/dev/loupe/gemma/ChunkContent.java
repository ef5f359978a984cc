package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;

/** What the client needs to know of a response and of a chunk. */
final class ChunkContent {
    private ChunkContent() {}

    /** Whether a response has a choice and reports no error. */
    static boolean isComplete(ChatCompletion completion) {
        return !completion.choices().isEmpty()
                && completion.extra("error").isEmpty()
                && completion.choices().stream()
                        .allMatch(choice -> choice.extra("error").isEmpty());
    }

    static boolean hasChoices(ChatCompletionChunk chunk) {
        return !chunk.choices().isEmpty();
    }

    static boolean isEmpty(ChatCompletionChunk chunk) {
        return chunk.choices().isEmpty()
                && !chunk.hasExtras()
                && chunk.usage().isEmpty()
                && chunk.id().isEmpty();
    }

    static boolean isError(ChatCompletionChunk chunk) {
        // an object is a property of the contract, a string is an extra property
        if (chunk.error().isPresent() || chunk.extra("error").isPresent()) {
            return true;
        }
        for (ChunkChoice choice : chunk.choices()) {
            if (choice.extra("error").isPresent()) {
                return true;
            }
            if (choice.finishReason().isPresent()
                    && choice.finishReason().get().value().equals("error")) {
                return true;
            }
        }
        return chunk.choices().isEmpty() && isProvidersErrorBody(chunk);
    }

    private static boolean isProvidersErrorBody(ChatCompletionChunk chunk) {
        return chunk.extra("statusCode").isPresent()
                || chunk.extra("message").isPresent()
                || chunk.extra("detail").isPresent()
                || chunk.extra("errors").isPresent();
    }
}
