package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a message travels. Parameters, headers and forms travel as text: the number 5 and the string 5 are the same
 * message, and one item is the same as an array of one.
 */
public sealed interface MessageEncoding {
    /** The encoding of a body: a body such as {@code text/plain} is a text, as a parameter is. */
    static MessageEncoding of(String mediaType) {
        if (mediaType.equals("application/xml") || mediaType.equals("text/xml") || mediaType.endsWith("+xml")) {
            return new Xml();
        }
        return mediaType.startsWith("text/") && !mediaType.equals("text/event-stream")
                ? new Parameter(new Serialization("body", "text", false))
                : new Json();
    }

    /** True for a parameter whose text is JSON, in which 5 and "5" differ. */
    default boolean isJsonText() {
        return this instanceof Parameter parameter
                && parameter.serialization().style().equals(Serialization.JSON);
    }

    /** False for null as the value of a parameter, which is not sent. */
    default boolean hasText(JsonNode value) {
        return !value.isNull() || !(this instanceof Parameter) || isJsonText();
    }

    /** Every value that a reader with the other encoding may make of this value. */
    List<JsonNode> readings(JsonNode value, MessageEncoding reader);

    /** As JSON, or as a media type whose text is not known. */
    record Json() implements MessageEncoding {
        @Override
        public List<JsonNode> readings(JsonNode value, MessageEncoding reader) {
            return List.of(value);
        }
    }

    /** As XML, where the form of an element is part of the message. */
    record Xml() implements MessageEncoding {
        @Override
        public List<JsonNode> readings(JsonNode value, MessageEncoding reader) {
            return List.of(value);
        }
    }

    /** One parameter or header. */
    record Parameter(Serialization serialization) implements MessageEncoding {
        @Override
        public List<JsonNode> readings(JsonNode value, MessageEncoding reader) {
            return reader instanceof Parameter other && !nested(value)
                    ? other.serialization().read(serialization.write(value))
                    : List.of(value);
        }
    }

    /**
     * A form, each property a field.
     *
     * @param fields the fields with a serialization of their own
     */
    record Form(Map<String, Serialization> fields) implements MessageEncoding {
        @Override
        public List<JsonNode> readings(JsonNode value, MessageEncoding reader) {
            if (!value.isObject() || !(reader instanceof Form other)) {
                return List.of(value);
            }
            List<String> names = new ArrayList<>();
            List<List<JsonNode>> choices = new ArrayList<>();
            value.properties().forEach(property -> {
                names.add(property.getKey());
                choices.add(field(property.getKey(), property.getValue(), other));
            });
            List<JsonNode> all = new ArrayList<>();
            for (List<JsonNode> each : TextReadings.combinations(choices)) {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (int i = 0; i < each.size(); i++) {
                    object.set(names.get(i), each.get(i));
                }
                all.add(object);
            }
            return all;
        }

        private List<JsonNode> field(String name, JsonNode value, Form reader) {
            // an object in a form is JSON unless its style is stated
            boolean json = nested(value) || (value.isObject() && !fields.containsKey(name));
            return json
                    ? List.of(value)
                    : reader.serialization(name).read(serialization(name).write(value));
        }

        Serialization serialization(String name) {
            return fields.getOrDefault(name, new Serialization(name, "form", true));
        }
    }

    private static boolean nested(JsonNode value) {
        for (JsonNode each : value) {
            if (each.isContainerNode()) {
                return true;
            }
        }
        return false;
    }
}
