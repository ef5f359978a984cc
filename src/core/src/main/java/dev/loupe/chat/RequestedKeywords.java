package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a schema of a request for validation: keywords of older drafts are renamed, and keywords whose value has the wrong
 * type are removed, because the meaning of the schema is unknown there.
 */
final class RequestedKeywords {
    /** The keywords that the guide of structured outputs lists as supported, and where its schemas stand. */
    private static final Set<String> GUARANTEED = Set.of(
            "$ref",
            "$defs",
            "definitions",
            "type",
            "nullable",
            "enum",
            "const",
            "anyOf",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "pattern",
            "format");

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "boolean", "null", "number", "integer");

    /** The keywords whose value is not a schema, an array of schemas or a map of schemas. */
    private static final Map<String, Predicate<JsonNode>> VALID = Map.ofEntries(
            // its target depends on the path of the validation
            Map.entry("$dynamicRef", any -> false),
            Map.entry("type", RequestedKeywords::isType),
            Map.entry("enum", JsonNode::isArray),
            Map.entry("required", RequestedKeywords::isNames),
            Map.entry("dependentRequired", RequestedKeywords::isMapOfNames),
            Map.entry("minimum", RequestedKeywords::isDecimal),
            Map.entry("maximum", RequestedKeywords::isDecimal),
            Map.entry("exclusiveMinimum", value -> isDecimal(value) || value.isBoolean()),
            Map.entry("exclusiveMaximum", value -> isDecimal(value) || value.isBoolean()),
            Map.entry(
                    "multipleOf",
                    value -> isDecimal(value) && value.decimalValue().signum() > 0),
            Map.entry("minItems", RequestedKeywords::isCount),
            Map.entry("maxItems", RequestedKeywords::isCount),
            Map.entry("minLength", RequestedKeywords::isCount),
            Map.entry("maxLength", RequestedKeywords::isCount),
            Map.entry("minProperties", RequestedKeywords::isCount),
            Map.entry("maxProperties", RequestedKeywords::isCount),
            Map.entry("minContains", RequestedKeywords::isCount),
            Map.entry("maxContains", RequestedKeywords::isCount),
            Map.entry("uniqueItems", JsonNode::isBoolean),
            Map.entry("pattern", JsonNode::isTextual),
            Map.entry("format", JsonNode::isTextual));

    private static final Set<String> ARRAYS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    private final ReferenceResolver references;
    private final boolean guaranteedOnly;
    private @Nullable String unusable;

    private RequestedKeywords(JsonNode schema, boolean guaranteedOnly) {
        this.references = new ReferenceResolver(schema);
        this.guaranteedOnly = guaranteedOnly;
    }

    /**
     * A schema that can be compiled.
     *
     * @param unusable the first keyword that is removed because its value has the wrong type, as text; null when there is none
     */
    record Prepared(ObjectNode schema, @Nullable String unusable) {}

    /**
     * Prepares a schema.
     *
     * @param guaranteedOnly whether to remove the keywords that the guide of structured outputs does not list
     */
    static Prepared prepare(JsonNode schema, boolean guaranteedOnly) {
        RequestedKeywords keywords = new RequestedKeywords(schema, guaranteedOnly);
        JsonNode prepared = keywords.schema(schema);
        return new Prepared(
                prepared instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(),
                keywords.unusable);
    }

    private JsonNode schema(JsonNode schema) {
        if (schema.isBoolean() || schema.isMissingNode()) {
            return schema;
        }
        if (!(schema instanceof ObjectNode object)) {
            unusable("the schema is " + StrictValues.shown(schema));
            return BooleanNode.TRUE;
        }
        ObjectNode prepared = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> keyword : renamed(object).properties()) {
            JsonNode value = value(keyword.getKey(), keyword.getValue());
            if (value != null && (!guaranteedOnly || GUARANTEED.contains(keyword.getKey()))) {
                prepared.set(keyword.getKey(), value);
            }
        }
        return prepared;
    }

    /** The value of a keyword, prepared; null when it is not usable. */
    private @Nullable JsonNode value(String keyword, JsonNode value) {
        NodeRole role = NodeRole.SCHEMA.property(keyword);
        boolean valid =
                switch (role) {
                    case SCHEMAS -> value.isObject();
                    case SCHEMA -> ARRAYS.contains(keyword) ? value.isArray() && !value.isEmpty() : !value.isArray();
                    case DATA ->
                        keyword.equals("$ref")
                                ? value.isTextual()
                                        && references.target(value.textValue()).isPresent()
                                : VALID.getOrDefault(keyword, any -> true).test(value);
                    default -> true;
                };
        if (!valid) {
            unusable(keyword + " in the schema has the unusable value " + StrictValues.shown(value));
            return null;
        }
        return switch (role) {
            case SCHEMAS -> schemas(value);
            case SCHEMA -> value instanceof ArrayNode array ? schemas(array) : schema(value);
            default -> value;
        };
    }

    private ObjectNode schemas(JsonNode map) {
        ObjectNode prepared = JsonNodeFactory.instance.objectNode();
        map.properties().forEach(each -> prepared.set(each.getKey(), schema(each.getValue())));
        return prepared;
    }

    private ArrayNode schemas(ArrayNode array) {
        ArrayNode prepared = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(each -> prepared.add(schema(each)));
        return prepared;
    }

    /** Draft 7 and earlier: an array in {@code items}, and {@code dependencies} of both kinds. */
    private static ObjectNode renamed(ObjectNode schema) {
        if (!schema.path("items").isArray() && !schema.path("dependencies").isObject()) {
            return schema;
        }
        ObjectNode renamed = schema.deepCopy();
        if (renamed.get("items") instanceof ArrayNode first) {
            renamed.remove("items");
            JsonNode rest = renamed.remove("additionalItems");
            if (!first.isEmpty()) {
                renamed.set("prefixItems", first);
            }
            if (rest != null) {
                renamed.set("items", rest);
            }
        }
        if (renamed.get("dependencies") instanceof ObjectNode dependencies) {
            renamed.remove("dependencies");
            dependencies.properties().forEach(each -> renamed.withObjectProperty(
                            each.getValue().isArray() ? "dependentRequired" : "dependentSchemas")
                    .set(each.getKey(), each.getValue()));
        }
        return renamed;
    }

    private void unusable(String why) {
        unusable = unusable == null ? why : unusable;
    }

    private static boolean isDecimal(JsonNode value) {
        return StrictValues.decimal(value) != null;
    }

    private static boolean isCount(JsonNode value) {
        long count = StrictValues.integer(value);
        return count >= 0 && count <= Integer.MAX_VALUE;
    }

    private static boolean isNames(JsonNode value) {
        for (JsonNode name : value) {
            if (!name.isTextual()) {
                return false;
            }
        }
        return value.isArray();
    }

    private static boolean isMapOfNames(JsonNode value) {
        for (JsonNode names : value) {
            if (!isNames(names)) {
                return false;
            }
        }
        return value.isObject();
    }

    private static boolean isType(JsonNode value) {
        if (!value.isArray()) {
            return value.isTextual() && TYPES.contains(value.textValue());
        }
        for (JsonNode type : value) {
            if (!type.isTextual() || !TYPES.contains(type.textValue())) {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
