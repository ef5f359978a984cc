package dev.loupe.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The first choice of a response or of a chunk. */
public final class FirstChoice {
    private FirstChoice() {}

    /**
     * The text of the first choice: a string, or the text of its parts.
     *
     * @param message the property of the choice that has the content
     */
    public static Optional<String> text(ApiObject response, String message) {
        JsonNode json = JsonCodec.parse(response.toJson(), JsonCodec::tree);
        JsonNode content = json.path("choices").path(0).path(message).path("content");
        return Optional.ofNullable(content.isArray() ? JsonCodec.textOf(content) : content.textValue());
    }
}
