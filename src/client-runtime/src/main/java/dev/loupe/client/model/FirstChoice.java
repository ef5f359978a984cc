package dev.loupe.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The first choice of a response or of a chunk, where no type has it: the contract has none, or a choice has another type. */
public final class FirstChoice {
    private FirstChoice() {}

    /**
     * The text of the choice with the index 0 or without one: a string, or the text of its parts.
     *
     * @param message the property of the choice that has the content
     */
    public static Optional<String> text(ApiObject response, String message) {
        JsonNode json = JsonCodec.parse(response.toJson(), JsonCodec::tree);
        for (JsonNode choice : json.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                JsonNode content = choice.path(message).path("content");
                return Optional.ofNullable(content.isArray() ? JsonCodec.textOf(content) : content.textValue());
            }
        }
        return Optional.empty();
    }
}
