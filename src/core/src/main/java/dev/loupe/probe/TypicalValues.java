package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.ValueSynthesis;
import java.util.Map;
import java.util.Optional;

/**
 * Values that a contract allows and nobody finds odd. A smallest value is valid and may still be refused for a good
 * reason, such as a picture at an address where there is none; a probe must be refused for its one mutation alone.
 */
final class TypicalValues {
    static final String QUESTION = "Name one gemstone. Answer in one word.";

    /** Some servers refuse to promise JSON where the conversation does not speak of it. */
    static final String JSON_QUESTION = "Name one gemstone. Answer with a JSON object with the one member \"gem\".";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;

    /** A picture of one pixel. */
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** A document of one empty page. */
    private static final String PAGE =
            "data:application/pdf;base64,JVBERi0xLjEKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAg"
                    + "Uj4+ZW5kb2JqIDIgMCBvYmo8PC9UeXBlL1BhZ2VzL0tpZHNbMyAwIFJdL0NvdW50IDE+PmVuZG9iaiAzIDAgb2JqPDwvVHlwZS9QYWdl"
                    + "L1BhcmVudCAyIDAgUi9NZWRpYUJveFswIDAgOSA5XT4+ZW5kb2JqCnRyYWlsZXI8PC9Sb290IDEgMCBSPj4=";

    private static final Map<String, JsonNode> BY_NAME = Map.of(
            "content", NODES.textNode(QUESTION),
            "text", NODES.textNode(QUESTION),
            "url", NODES.textNode(PIXEL),
            "file_data", NODES.textNode(PAGE),
            "filename", NODES.textNode("gem.pdf"),
            "name", NODES.textNode("loupe"),
            "stop", NODES.textNode("<no such text>"),
            "schema", gem());

    private final ContractSchemas schemas;
    private final Reading reading;
    private final JsonNode document;
    private final ValueSynthesis synthesis;

    TypicalValues(ContractSchemas schemas, Reading reading) {
        this.schemas = schemas;
        this.reading = reading;
        this.document = reading == Reading.PUBLISHED
                ? schemas.contract().published()
                : schemas.contract().corrected();
        this.synthesis = ValueSynthesis.of(schemas, reading);
    }

    /** The schema of a small structured answer. */
    static ObjectNode gem() {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        schema.putObject("properties").putObject("gem").put("type", "string");
        schema.putArray("required").add("gem");
        return schema.put("additionalProperties", false);
    }

    JsonNode document() {
        return document;
    }

    /** A value for the schema of a member of this name; empty when none can be made. */
    Optional<JsonNode> of(String name, JsonPointer schema) {
        return make(name, schema, DEEPEST)
                .filter(value -> isValid(schema, value))
                .or(() -> synthesis.smallest(schema));
    }

    /** The {@code index}th item of a list of this name. */
    Optional<JsonNode> item(String name, JsonPointer schema, int index) {
        return of(name, schema)
                .map(item -> index > 0 && item.isTextual() && isValid(schema, numbered(item, index))
                        ? numbered(item, index)
                        : item);
    }

    private static JsonNode numbered(JsonNode text, int index) {
        return NODES.textNode(text.textValue() + " " + index);
    }

    private boolean isValid(JsonPointer schema, JsonNode value) {
        return schemas.at(reading, schema, value).isEmpty();
    }

    private Optional<JsonNode> make(String name, JsonPointer schema, int deeper) {
        JsonNode named = BY_NAME.get(name);
        if (named != null && isValid(schema, named)) {
            return Optional.of(named);
        }
        SchemaView anatomy = SchemaView.of(document, schema);
        if (deeper == 0 || !anatomy.keyword("enum").isMissingNode()) {
            return synthesis.smallest(schema);
        }
        if (!anatomy.branches().isEmpty()) {
            return anatomy.branches().stream()
                    .map(branch -> make(name, branch, deeper - 1))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (anatomy.isObject()) {
            return object(anatomy, deeper);
        }
        if (anatomy.isArray()) {
            return list(name, anatomy, deeper);
        }
        return Optional.of(NODES.numberNode(1))
                .filter(one -> isValid(schema, one))
                .map(JsonNode.class::cast)
                .or(() -> synthesis.smallest(schema));
    }

    /** What is required, and what has a name that we know: an object of optional members alone says nothing without. */
    private Optional<JsonNode> object(SchemaView anatomy, int deeper) {
        ObjectNode object = NODES.objectNode();
        boolean anyRequired = !anatomy.required().isEmpty();
        for (Map.Entry<String, JsonPointer> member : anatomy.properties().entrySet()) {
            boolean wanted =
                    anyRequired ? anatomy.required().contains(member.getKey()) : BY_NAME.containsKey(member.getKey());
            if (wanted) {
                Optional<JsonNode> value = make(member.getKey(), member.getValue(), deeper - 1);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                object.set(member.getKey(), value.get());
            }
        }
        return Optional.of(object);
    }

    private Optional<JsonNode> list(String name, SchemaView anatomy, int deeper) {
        ArrayNode list = NODES.arrayNode();
        int least = Math.clamp(anatomy.keyword("minItems").asInt(1), 1, 100);
        Optional<JsonPointer> items = anatomy.schema("items");
        for (int i = 0; i < least && items.isPresent(); i++) {
            make(name, items.get(), deeper - 1).ifPresent(list::add);
        }
        return Optional.of(list);
    }
}
