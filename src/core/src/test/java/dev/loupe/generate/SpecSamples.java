package dev.loupe.generate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON values for the operation of a spec: those that it documents, and values built from its schemas. */
final class SpecSamples {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Deeper values of a recursive schema are left out. */
    private static final int MAX_DEPTH = 12;

    /** More values than that are null: a recursive schema with several branches has too many. */
    private static final int MAX_VALUES = 2000;

    private final ReferenceResolver references;
    private int values;

    SpecSamples(JsonNode document) {
        references = new ReferenceResolver(SchemaReferences.corrected(document));
    }

    /** The bodies in the code samples of an operation. */
    static List<JsonNode> documented(JsonNode operation) {
        List<JsonNode> bodies = new ArrayList<>();
        operation.path("x-codeSamples").forEach(sample -> {
            String source = sample.path("source").asText();
            for (int at = source.indexOf('{'); at >= 0; at = source.indexOf('{', at + 1)) {
                try (JsonParser parser = JSON.createParser(source.substring(at))) {
                    JsonNode body = JSON.readTree(parser);
                    if (body.has("model") || body.has("messages")) {
                        bodies.add(body);
                        break;
                    }
                } catch (IOException notJson) {
                    // the next brace
                }
            }
        });
        return bodies;
    }

    /** The examples of a media type. */
    static List<JsonNode> examples(JsonNode mediaType) {
        List<JsonNode> examples = new ArrayList<>();
        if (mediaType.path("example").isObject()) {
            examples.add(mediaType.get("example"));
        }
        mediaType.path("examples").forEach(example -> {
            if (example.path("value").isObject()) {
                examples.add(example.get("value"));
            }
        });
        return examples;
    }

    /** A value of this schema; another number selects other branches and enum values, and leaves out other properties. */
    JsonNode value(JsonNode schema, int variant) {
        values = 0;
        return value(schema, variant, 0);
    }

    private JsonNode value(JsonNode given, int variant, int depth) {
        JsonNode schema = references.resolved(given);
        values++;
        if (depth > MAX_DEPTH || values > MAX_VALUES) {
            return JSON.nullNode();
        }
        if (variant % 5 == 4 && schema.path("nullable").asBoolean()) {
            return JSON.nullNode();
        }
        for (String keyword : List.of("example", "const", "default")) {
            if (variant % 2 == 0 && schema.hasNonNull(keyword)) {
                return schema.get(keyword);
            }
        }
        JsonNode values = schema.path("enum");
        if (!values.isEmpty()) {
            return values.get(variant % values.size());
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            JsonNode branches = schema.path(keyword);
            if (!branches.isEmpty()) {
                JsonNode chosen = value(branches.get(variant % branches.size()), variant, depth + 1);
                return withProperties(chosen, schema, variant, depth);
            }
        }
        if (schema.path("allOf").isArray()) {
            ObjectNode all = JSON.createObjectNode();
            JsonNode last = all;
            for (JsonNode part : schema.get("allOf")) {
                last = value(part, variant, depth + 1);
                if (last instanceof ObjectNode object) {
                    all.setAll(object);
                }
            }
            return all.isEmpty() ? last : withProperties(all, schema, variant, depth);
        }
        JsonNode type = schema.path("type");
        return ofType(
                type.isArray() ? type.path(variant % Math.max(1, type.size())).asText() : type.asText(),
                schema,
                variant,
                depth);
    }

    private JsonNode withProperties(JsonNode value, JsonNode schema, int variant, int depth) {
        if (value instanceof ObjectNode object && schema.path("properties").isObject()) {
            addProperties(object, schema, variant, depth);
        }
        return value;
    }

    private JsonNode ofType(String type, JsonNode schema, int variant, int depth) {
        boolean object = schema.path("properties").isObject()
                || schema.path("additionalProperties").isObject();
        String inferred = !type.isEmpty() ? type : object ? "object" : schema.has("items") ? "array" : "";
        return switch (inferred) {
            case "string" -> JSON.getNodeFactory().textNode("text " + variant + " \u00e9\uD83D\uDE00\n");
            case "integer" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asInt()) + variant);
            case "number" ->
                variant % 2 == 0
                        ? JSON.getNodeFactory()
                                .numberNode(Math.max(1, schema.path("minimum").asInt()))
                        : JSON.getNodeFactory().numberNode(new java.math.BigDecimal("0." + (variant + 1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(variant % 2 == 0);
            case "null" -> JSON.nullNode();
            case "array" -> array(schema, variant, depth);
            case "object" -> {
                ObjectNode value = JSON.createObjectNode();
                addProperties(value, schema, variant, depth);
                yield value;
            }
            default -> JSON.createArrayNode().add(1).add("any").addObject().put("free", true);
        };
    }

    private ArrayNode array(JsonNode schema, int variant, int depth) {
        ArrayNode array = JSON.createArrayNode();
        JsonNode items = references.resolved(schema.path("items"));
        int branches = Math.max(items.path("oneOf").size(), items.path("anyOf").size());
        int size = Math.max(Math.max(1, branches), schema.path("minItems").asInt(1));
        for (int i = 0; i < size && depth < MAX_DEPTH; i++) {
            array.add(value(schema.path("items"), branches > 0 ? i : variant, depth + 1));
        }
        return array;
    }

    private void addProperties(ObjectNode value, JsonNode schema, int variant, int depth) {
        int index = 0;
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            boolean required = false;
            for (JsonNode name : schema.path("required")) {
                required |= name.asText().equals(property.getKey());
            }
            if (depth < MAX_DEPTH && (required || variant < 3 || (index + variant) % 3 != 0)) {
                value.set(property.getKey(), value(property.getValue(), variant, depth + 1));
            }
            index++;
        }
        if (schema.path("additionalProperties").isObject() && depth < MAX_DEPTH) {
            value.set("added " + variant, value(schema.get("additionalProperties"), variant, depth + 1));
        }
    }

    /** The same value with an unknown property in each object. */
    static JsonNode withUnknown(JsonNode value) {
        JsonNode copy = value.deepCopy();
        addUnknown(copy);
        return copy;
    }

    private static void addUnknown(JsonNode value) {
        for (Iterator<JsonNode> children = value.elements(); children.hasNext(); ) {
            addUnknown(children.next());
        }
        if (value instanceof ObjectNode object) {
            object.putObject("x-unknown")
                    .put("class", 1.50)
                    .putArray("list")
                    .addNull()
                    .add("\u00e9\u2028</script>");
        }
    }
}
