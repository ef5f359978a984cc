package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Generates small valid instances of a JSON Schema from a request. Keywords that it cannot satisfy for certain ({@code
 * pattern}, {@code not}, a remote reference) are declined, so that a response never violates the requested schema.
 * {@code openapi.values.ValueSynthesis} makes the smallest valid value and needs compiled schemas and a validator; this
 * makes typical values, within a fixed amount of work, from a schema that is in one request only.
 */
public final class SampleInstances {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 24;
    private static final int MAX_OPTIONAL_DEPTH = 4;
    private static final int MAX_ITEMS = 64;

    private final ReferenceResolver references;
    /** Nodes left to generate: a schema can require an unbounded number. */
    private int budget = 2_000;

    private SampleInstances(JsonNode root) {
        this.references = new ReferenceResolver(root);
    }

    /** An instance; empty when the schema has a keyword that cannot be satisfied for certain. */
    public static Optional<JsonNode> of(JsonNode schema) {
        try {
            return Optional.of(new SampleInstances(schema).make(schema, "value", 0));
        } catch (Declined | IllegalArgumentException | ArithmeticException beyond) {
            // also an invalid pointer, and a number without decimal form
            return Optional.empty();
        }
    }

    /** Never leaves this class. */
    private static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;

        Declined() {
            super("declined", null, false, false);
        }
    }

    private JsonNode make(JsonNode schema, String name, int depth) {
        if (depth > MAX_DEPTH || --budget < 0 || (schema.isBoolean() && !schema.booleanValue())) {
            throw new Declined();
        }
        for (String keyword : new String[] {
            "not",
            "if",
            "pattern",
            "patternProperties",
            "dependentRequired",
            "contains",
            "dependentSchemas",
            "propertyNames",
            "minProperties",
            "$dynamicRef"
        }) {
            if (schema.has(keyword)) {
                throw new Declined();
            }
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray()) {
            return first(schema.get("enum"));
        }
        if (schema.has("$ref")) {
            return make(resolved(schema), name, depth + 1);
        }
        for (String union : new String[] {"anyOf", "oneOf"}) {
            if (schema.path(union).isArray()) {
                return ofUnion(schema, union, name, depth);
            }
        }
        if (schema.path("allOf").isArray()) {
            return make(merged(schema), name, depth + 1);
        }
        return ofType(schema, name, depth);
    }

    private JsonNode first(JsonNode values) {
        if (values.isEmpty()) {
            throw new Declined();
        }
        return values.get(0);
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode resolved = references.resolved(schema);
        if (resolved.isMissingNode()) {
            throw new Declined();
        }
        return resolved;
    }

    /** Exactly one branch of a {@code oneOf} must match: accepted with one branch or with distinct types. */
    private JsonNode ofUnion(JsonNode schema, String union, String name, int depth) {
        boolean alone =
                schema.size() == 1 || (schema.size() == 2 && (schema.has("description") || schema.has("title")));
        boolean distinct = union.equals("anyOf") || distinctTypes(schema.get(union));
        if (!alone || !distinct) {
            throw new Declined();
        }
        Declined declined = new Declined();
        for (JsonNode branch : schema.get(union)) {
            try {
                return make(branch, name, depth + 1);
            } catch (Declined next) {
                declined = next;
            }
        }
        throw declined;
    }

    private static boolean distinctTypes(JsonNode branches) {
        var seen = new java.util.HashSet<String>();
        for (JsonNode branch : branches) {
            String type = branch.path("type").asText("");
            if (type.isEmpty() || !seen.add(type.equals("integer") ? "number" : type)) {
                return false;
            }
        }
        return true;
    }

    /** Merges an {@code allOf} of objects; any other {@code allOf} is declined. */
    private JsonNode merged(JsonNode schema) {
        ObjectNode merged = NODES.objectNode();
        ObjectNode properties = merged.putObject("properties");
        ArrayNode required = merged.putArray("required");
        merged.put("type", "object");
        for (JsonNode part : schema.get("allOf")) {
            JsonNode plain = resolved(part);
            for (String keyword : (Iterable<String>) plain::fieldNames) {
                switch (keyword) {
                    case "type", "description", "title" -> {}
                    case "required" -> plain.get(keyword).forEach(required::add);
                    case "properties" ->
                        plain.get(keyword).properties().forEach(each -> {
                            if (properties.has(each.getKey())) {
                                throw new Declined();
                            }
                            properties.set(each.getKey(), each.getValue());
                        });
                    default -> throw new Declined();
                }
            }
        }
        schema.path("properties").properties().forEach(each -> properties.set(each.getKey(), each.getValue()));
        schema.path("required").forEach(required::add);
        return merged;
    }

    private JsonNode ofType(JsonNode schema, String name, int depth) {
        JsonNode type = schema.path("type");
        String named =
                type.isArray() ? first(type).asText() : type.asText(schema.has("properties") ? "object" : "string");
        return switch (named) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "string" -> NODES.textNode(SampleScalars.string(schema, name).orElseThrow(Declined::new));
            case "integer" ->
                NODES.numberNode(SampleScalars.number(schema, BigDecimal.ONE)
                        .orElseThrow(Declined::new)
                        .toBigIntegerExact());
            case "number" -> NODES.numberNode(SampleScalars.number(schema, null).orElseThrow(Declined::new));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> throw new Declined();
        };
    }

    /** All declared properties up to a depth; required ones always. */
    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        JsonNode properties = schema.path("properties");
        if (schema.has("maxProperties")) {
            throw new Declined();
        }
        for (JsonNode required : schema.path("required")) {
            JsonNode property = properties.path(required.asText());
            if (property.isMissingNode() && schema.has("additionalProperties")) {
                throw new Declined();
            }
            object.set(required.asText(), make(property, required.asText(), depth + 1));
        }
        for (var optional : properties.properties()) {
            if (!object.has(optional.getKey()) && depth < MAX_OPTIONAL_DEPTH) {
                makeIfPossible(optional.getValue(), optional.getKey(), depth + 1)
                        .ifPresent(value -> object.set(optional.getKey(), value));
            }
        }
        return object;
    }

    /** An optional property that cannot be generated is omitted. */
    private Optional<JsonNode> makeIfPossible(JsonNode schema, String name, int depth) {
        try {
            return Optional.of(make(schema, name, depth));
        } catch (Declined declined) {
            return Optional.empty();
        }
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        int many = Math.max(least, Math.min(1, most));
        if (many > MAX_ITEMS
                || least > most
                || schema.has("prefixItems")
                || (schema.path("uniqueItems").asBoolean() && many > 1)) {
            throw new Declined();
        }
        ArrayNode array = NODES.arrayNode();
        for (int item = 0; item < many; item++) {
            try {
                array.add(make(schema.path("items"), name, depth + 1));
            } catch (Declined declined) {
                if (least > 0) {
                    throw declined;
                }
            }
        }
        return array;
    }
}
