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
 * Valid values that real servers accept. A smallest value is valid and may still be rejected for a good reason, such as an
 * image URL without an image; a probe must be rejected only for its one violation.
 */
final class TypicalValues {
    static final String QUESTION = "Name one gemstone. Answer in one word.";

    /** Some servers reject a JSON response format when the conversation does not mention JSON. */
    static final String JSON_QUESTION = "Name one gemstone. Answer with a JSON object with the one member \"gem\".";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 12;

    /** An image of one pixel. */
    private static final String PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
            + "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static final String CALL_ID = "call_1";

    /** A document of one empty page. */
    private static final String PAGE =
            "data:application/pdf;base64,JVBERi0xLjEKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAg"
                    + "Uj4+ZW5kb2JqIDIgMCBvYmo8PC9UeXBlL1BhZ2VzL0tpZHNbMyAwIFJdL0NvdW50IDE+PmVuZG9iaiAzIDAgb2JqPDwvVHlwZS9QYWdl"
                    + "L1BhcmVudCAyIDAgUi9NZWRpYUJveFswIDAgOSA5XT4+ZW5kb2JqCnRyYWlsZXI8PC9Sb290IDEgMCBSPj4=";

    /** Values of properties, or of the items of an array of this name. */
    private static final Map<String, JsonNode> BY_NAME = Map.ofEntries(
            Map.entry("content", NODES.textNode(QUESTION)),
            Map.entry("text", NODES.textNode(QUESTION)),
            Map.entry("url", NODES.textNode(PIXEL)),
            Map.entry("file_data", NODES.textNode(PAGE)),
            Map.entry("filename", NODES.textNode("gem.pdf")),
            Map.entry("name", NODES.textNode("loupe")),
            Map.entry("include_usage", NODES.booleanNode(true)),
            Map.entry("stop", NODES.textNode("<no such text>")),
            Map.entry("schema", gem()),
            Map.entry("json_schema", gemFormat()),
            Map.entry("tool_call_id", NODES.textNode(CALL_ID)),
            Map.entry("tool_calls", ToolProbes.call(CALL_ID).get("tool_calls").get(0)),
            Map.entry("tools", ToolProbes.tool(false)),
            Map.entry("tool_choice", ToolProbes.choice()));

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

    /** The schema of a small structured output. */
    static ObjectNode gem() {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        schema.putObject("properties").putObject("gem").put("type", "string");
        schema.putArray("required").add("gem");
        return schema.put("additionalProperties", false);
    }

    /** A structured output, as a property of {@code response_format}. */
    static ObjectNode gemFormat() {
        return NODES.objectNode().put("name", "gem").put("strict", true).set("schema", gem());
    }

    JsonNode document() {
        return document;
    }

    /** A value for the schema of a property of this name; empty when none can be made. */
    Optional<JsonNode> of(String name, JsonPointer schema) {
        return make(name, schema, DEEPEST)
                .filter(value -> isValid(schema, value))
                .or(() -> synthesis.smallest(schema));
    }

    /** The {@code index}th item of an array of this name. */
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
        SchemaView view = SchemaView.of(document, schema);
        if (deeper == 0 || !view.keyword("enum").isMissingNode()) {
            return synthesis.smallest(schema);
        }
        if (!view.branches().isEmpty()) {
            return view.branches().stream()
                    .map(branch -> make(name, branch, deeper - 1))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (view.isObject()) {
            return object(view, deeper);
        }
        if (view.isArray()) {
            return array(name, view, deeper);
        }
        return Optional.of(NODES.numberNode(1))
                .filter(one -> isValid(schema, one))
                .map(JsonNode.class::cast)
                .or(() -> synthesis.smallest(schema));
    }

    /** The required properties; without any, those with a known name. */
    private Optional<JsonNode> object(SchemaView view, int deeper) {
        ObjectNode object = NODES.objectNode();
        boolean anyRequired = !view.required().isEmpty();
        for (Map.Entry<String, JsonPointer> property : view.properties().entrySet()) {
            boolean included =
                    anyRequired ? view.required().contains(property.getKey()) : BY_NAME.containsKey(property.getKey());
            if (included) {
                Optional<JsonNode> value = make(property.getKey(), property.getValue(), deeper - 1);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                object.set(property.getKey(), value.get());
            }
        }
        return Optional.of(object);
    }

    private Optional<JsonNode> array(String name, SchemaView view, int deeper) {
        ArrayNode list = NODES.arrayNode();
        int least = Math.clamp(view.keyword("minItems").asInt(1), 1, 100);
        Optional<JsonPointer> items = view.schema("items");
        for (int i = 0; i < least && items.isPresent(); i++) {
            make(name, items.get(), deeper - 1).ifPresent(list::add);
        }
        return Optional.of(list);
    }
}
