package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.NodeRole;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.KeywordValue;
import java.util.Map;
import java.util.Set;
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

    /** Keywords under which, or with which, a schema that accepts more rejects more. */
    private static final Set<String> INVERTING =
            Set.of("not", "oneOf", "if", "contains", "patternProperties", "unevaluatedProperties", "unevaluatedItems");

    /** Keywords without which a schema may reject more. */
    private static final Set<String> ACCEPTING =
            Set.of("properties", "patternProperties", "prefixItems", "minContains", "nullable");

    private final ReferenceResolver references;
    private final boolean guaranteedOnly;
    private @Nullable String unusable;
    private boolean patterns;
    private boolean inverting;
    private boolean rejectsMore;

    private RequestedKeywords(JsonNode schema, boolean guaranteedOnly) {
        this.references = new ReferenceResolver(schema);
        this.guaranteedOnly = guaranteedOnly;
    }

    /**
     * A schema that can be compiled.
     *
     * @param unusable the first keyword that is removed because its value has the wrong type, as text; null when there is none
     * @param patterns whether the schema has patterns
     * @param inverting whether a part that accepts more may make the schema reject more
     * @param rejectsMore whether the schema may reject what it accepts with the keywords that are removed
     */
    record Prepared(
            ObjectNode schema, @Nullable String unusable, boolean patterns, boolean inverting, boolean rejectsMore) {}

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
                keywords.unusable,
                keywords.patterns,
                keywords.inverting,
                keywords.rejectsMore || (keywords.inverting && keywords.unusable != null));
    }

    private JsonNode schema(JsonNode schema) {
        if (schema.isBoolean() || schema.isMissingNode()) {
            return schema;
        }
        if (!(schema instanceof ObjectNode object)) {
            unusable("the schema is " + StrictValues.shown(schema));
            return BooleanNode.TRUE;
        }
        ObjectNode current = renamed(object);
        ObjectNode prepared = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> keyword : current.properties()) {
            JsonNode value = value(keyword.getKey(), keyword.getValue());
            if (value != null && (!guaranteedOnly || GUARANTEED.contains(keyword.getKey()))) {
                prepared.set(keyword.getKey(), value);
            }
        }
        if (guaranteedOnly && current.has("patternProperties")) {
            prepared.remove("additionalProperties");
        }
        if (guaranteedOnly && current.has("prefixItems")) {
            prepared.remove("items");
        }
        return prepared;
    }

    /** The value of a keyword, prepared; null when it is not usable. */
    private @Nullable JsonNode value(String keyword, JsonNode value) {
        NodeRole role = NodeRole.SCHEMA.property(keyword);
        boolean usable =
                switch (role) {
                    case SCHEMAS -> value.isObject();
                    case SCHEMA ->
                        KeywordValue.of(keyword) == KeywordValue.SCHEMA_LIST
                                ? value.isArray() && !value.isEmpty()
                                : !value.isArray();
                    case DATA -> isUsable(keyword, value);
                    default -> true;
                };
        patterns |= keyword.equals("pattern") || keyword.equals("patternProperties");
        inverting |= INVERTING.contains(keyword);
        if (!usable) {
            rejectsMore |= ACCEPTING.contains(keyword);
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

    private boolean isUsable(String keyword, JsonNode value) {
        KeywordValue kind = KeywordValue.of(keyword);
        if (kind == null) {
            return true;
        }
        return switch (kind) {
            case NUMBER, POSITIVE_NUMBER -> kind.accepts(value) && StrictValues.decimal(value) != null;
            case NUMBER_OR_FLAG -> value.isBoolean() || StrictValues.decimal(value) != null;
            case COUNT -> {
                long count = StrictValues.integer(value);
                yield count >= 0 && count <= Integer.MAX_VALUE;
            }
            case STRING -> value.isTextual() && isFollowed(keyword, value.textValue());
            // one that cannot be parsed has an uncertain result
            case PATTERN -> value.isTextual();
            default -> kind.accepts(value);
        };
    }

    /** False for a reference without a target; that of a dynamic one depends on the path of the validation. */
    private boolean isFollowed(String keyword, String text) {
        return switch (keyword) {
            case "$ref" -> references.target(text).isPresent();
            case "$dynamicRef" -> false;
            default -> true;
        };
    }
}
