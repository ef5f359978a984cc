package dev.loupe.openapi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The kind of value that a keyword of a schema must have. A keyword with another value has no defined meaning. */
public enum KeywordValue {
    NUMBER("a number", JsonNode::isNumber, List.of("maximum", "minimum")),
    NUMBER_OR_FLAG(
            "a number (in OpenAPI 3.0 a boolean)",
            value -> value.isNumber() || value.isBoolean(),
            List.of("exclusiveMaximum", "exclusiveMinimum")),
    POSITIVE_NUMBER("a number greater than 0", value -> isFinite(value) && sign(value) > 0, List.of("multipleOf")),
    COUNT(
            "a non-negative integer",
            value -> isFinite(value) && sign(value) >= 0 && isInteger(value),
            List.of(
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties",
                    "minContains",
                    "maxContains")),
    FLAG("a boolean", JsonNode::isBoolean, List.of("nullable", "uniqueItems", "readOnly", "writeOnly")),
    STRING(
            "a string",
            JsonNode::isTextual,
            List.of("format", "$ref", "$dynamicRef", "$dynamicAnchor", "$anchor", "$id")),
    PATTERN("a regular expression", value -> value.isTextual() && isPattern(value.textValue()), List.of("pattern")),
    TYPE(
            "a type name or an array of type names",
            value -> value.isArray() ? !value.isEmpty() && all(value, KeywordValue::isType) : isType(value),
            List.of("type")),
    VALUES("an array", JsonNode::isArray, List.of("enum")),
    NAMES("an array of strings", KeywordValue::isNames, List.of("required")),
    NAMES_BY_NAME(
            "an object of arrays of strings",
            value -> value.isObject() && all(value, KeywordValue::isNames),
            List.of("dependentRequired")),
    DISCRIMINATOR(
            "an object with a propertyName, and a mapping of strings",
            KeywordValue::isDiscriminator,
            List.of("discriminator")),
    SCHEMAS_BY_NAME("an object of schemas", KeywordValue::isSchemas, List.of("properties", "dependentSchemas")),
    SCHEMAS_BY_PATTERN(
            "an object of schemas",
            value -> isSchemas(value) && value.properties().stream().allMatch(each -> isPattern(each.getKey())),
            List.of("patternProperties")),
    SCHEMA_LIST(
            "a non-empty array of schemas",
            value -> value.isArray() && !value.isEmpty() && all(value, KeywordValue::isSchema),
            List.of("allOf", "anyOf", "oneOf", "prefixItems")),
    SCHEMA(
            "a schema",
            KeywordValue::isSchema,
            List.of(
                    "items",
                    "additionalProperties",
                    "unevaluatedProperties",
                    "unevaluatedItems",
                    "not",
                    "if",
                    "then",
                    "else",
                    "contains",
                    "propertyNames"));

    private static final Set<String> TYPES =
            Set.of("null", "boolean", "number", "integer", "string", "array", "object");

    private static final Map<String, KeywordValue> BY_KEYWORD = new HashMap<>();

    static {
        for (KeywordValue kind : values()) {
            kind.keywords.forEach(keyword -> BY_KEYWORD.put(keyword, kind));
        }
    }

    private final String expected;

    @SuppressWarnings("ImmutableEnumChecker") // without state
    private final Predicate<JsonNode> accepted;

    @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
    private final List<String> keywords;

    KeywordValue(String expected, Predicate<JsonNode> accepted, List<String> keywords) {
        this.expected = expected;
        this.accepted = accepted;
        this.keywords = keywords;
    }

    /** The kind of value of a keyword; null when it may have any value, or is not known. */
    public static @Nullable KeywordValue of(String keyword) {
        return BY_KEYWORD.get(keyword);
    }

    /** The kind of value, for a message. */
    public String expected() {
        return expected;
    }

    /** Whether a value is of this kind. Schemas in it may contain keywords with wrong values. */
    public boolean accepts(JsonNode value) {
        return accepted.test(value);
    }

    /** True when Java or ECMA 262 can read the regular expression; their syntax is nearly the same. */
    public static boolean isPattern(String pattern) {
        try {
            BoundedPattern.compiled(pattern);
            return true;
        } catch (PatternSyntaxException unreadable) {
            try {
                PatternAutomaton.of(pattern);
                return true;
            } catch (IllegalArgumentException unknown) {
                return false;
            }
        }
    }

    private static boolean isFinite(JsonNode value) {
        return value.isNumber()
                && (value.isBigDecimal() || !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue()));
    }

    private static int sign(JsonNode value) {
        return value.decimalValue().signum();
    }

    private static boolean isInteger(JsonNode value) {
        // without the digits of the exponent: 1e999999999 would fill the memory
        return value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static boolean isType(JsonNode value) {
        return value.isTextual() && TYPES.contains(value.textValue());
    }

    private static boolean isNames(JsonNode value) {
        return value.isArray() && all(value, JsonNode::isTextual);
    }

    private static boolean isDiscriminator(JsonNode value) {
        JsonNode mapping = value.path("mapping");
        return value.path("propertyName").isTextual()
                && (mapping.isMissingNode() || (mapping.isObject() && all(mapping, JsonNode::isTextual)));
    }

    private static boolean isSchemas(JsonNode value) {
        return value.isObject() && all(value, KeywordValue::isSchema);
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
    }

    private static boolean all(JsonNode values, Predicate<JsonNode> wanted) {
        for (JsonNode each : values) {
            if (!wanted.test(each)) {
                return false;
            }
        }
        return true;
    }
}
