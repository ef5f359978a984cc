package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The type that the value of a schema keyword must have. With another value, the meaning of the schema is unknown. */
final class StructuredOutputKeywords {
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "boolean", "null", "number", "integer");

    private static final Map<String, Predicate<JsonNode>> VALID = Map.ofEntries(
            Map.entry("$ref", JsonNode::isTextual),
            // its target depends on the path of the validation
            Map.entry("$dynamicRef", any -> false),
            Map.entry("type", StructuredOutputKeywords::isType),
            Map.entry("enum", JsonNode::isArray),
            Map.entry("required", JsonNode::isArray),
            Map.entry("properties", JsonNode::isObject),
            Map.entry("patternProperties", JsonNode::isObject),
            Map.entry("items", StructuredOutputKeywords::isSchema),
            Map.entry("additionalProperties", StructuredOutputKeywords::isSchema),
            Map.entry("allOf", JsonNode::isArray),
            Map.entry("anyOf", JsonNode::isArray),
            Map.entry("oneOf", JsonNode::isArray),
            Map.entry("prefixItems", JsonNode::isArray),
            Map.entry("minimum", JsonNode::isNumber),
            Map.entry("maximum", JsonNode::isNumber),
            Map.entry("exclusiveMinimum", JsonNode::isNumber),
            Map.entry("exclusiveMaximum", JsonNode::isNumber),
            Map.entry(
                    "multipleOf",
                    value -> value.isNumber() && value.decimalValue().signum() > 0),
            Map.entry("minItems", JsonNode::isNumber),
            Map.entry("maxItems", JsonNode::isNumber),
            Map.entry("pattern", JsonNode::isTextual),
            Map.entry("format", JsonNode::isTextual));

    private StructuredOutputKeywords() {}

    /** The first keyword whose value has the wrong type; null when there is none. */
    static @Nullable String firstMalformed(JsonNode schema) {
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            Predicate<JsonNode> valid = VALID.get(keyword.getKey());
            if (valid != null && !valid.test(keyword.getValue())) {
                return keyword.getKey();
            }
        }
        return null;
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
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
