package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests and responses of any client as JSON, and back. */
final class ChatJson {
    private ChatJson() {}

    /** A copy of the value as an object. */
    static ObjectNode object(Object value) {
        JsonNode tree = TypedJson.PLAIN.valueToTree(value);
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException(value.getClass().getName() + " is not a JSON object");
        }
        return tree == value ? object.deepCopy() : object;
    }

    /** The object as a value of the same class as another. */
    @SuppressWarnings("unchecked")
    static <R> R like(R other, ObjectNode changed) {
        try {
            return (R) TypedJson.PLAIN.treeToValue(changed, other.getClass());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(
                    "Jackson cannot read " + other.getClass().getName() + " back from JSON", unreadable);
        }
    }

    /** The first choice of a response; an empty object when it has none. */
    static JsonNode choice(Object response) {
        JsonNode choice = object(response).path("choices").path(0);
        return choice.isObject() ? choice : TypedJson.PLAIN.createObjectNode();
    }

    static JsonNode message(JsonNode choice) {
        return choice.path("message");
    }

    static Optional<String> text(JsonNode owner, String property) {
        return Optional.ofNullable(owner.path(property).textValue());
    }

    /** The content as text; the text parts joined when it is a list of parts. */
    static String content(JsonNode message) {
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(
                part.isTextual() ? part.textValue() : part.path("text").asText()));
        return text.toString();
    }

    /** The refusal of the model, as a property or as a part of the content. */
    static Optional<String> refusal(JsonNode message) {
        for (JsonNode part : message.path("content")) {
            if (part.path("type").asText().equals("refusal")) {
                return text(part, "refusal");
            }
        }
        return text(message, "refusal").filter(reason -> !reason.isEmpty());
    }

    static List<ObjectNode> objects(JsonNode array) {
        List<ObjectNode> objects = new ArrayList<>();
        array.forEach(one -> {
            if (one instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }
}
