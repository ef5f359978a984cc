package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.text.JsonNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads keywords of schemas; a keyword with a value of the wrong type counts as absent. */
public final class Keywords {
    /** Keywords that the normal form represents. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "$ref",
            "type",
            "nullable",
            "enum",
            "const",
            "allOf",
            "anyOf",
            "oneOf",
            "properties",
            "required",
            "additionalProperties",
            "unevaluatedProperties",
            "items",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    /** Validation keywords that are compared by their text. */
    private static final Set<String> OTHER_KEYWORDS = Set.of(
            "not",
            "if",
            "then",
            "else",
            "contains",
            "minContains",
            "maxContains",
            "propertyNames",
            "prefixItems",
            "patternProperties",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "unevaluatedItems",
            "unevaluatedProperties",
            "items",
            "additionalItems");

    private static final JsonNode STRINGS =
            JsonNodeFactory.instance.objectNode().put("type", "string");

    private Keywords() {}

    static boolean constrains(JsonNode schema) {
        if (schema.isBoolean()) {
            return !schema.booleanValue();
        }
        for (var property : schema.properties()) {
            String name = property.getKey();
            if (!name.equals("anyOf")
                    && !name.equals("oneOf")
                    && !name.equals("allOf")
                    && !name.equals("$ref")
                    && (UNDERSTOOD.contains(name) || OTHER_KEYWORDS.contains(name))) {
                return true;
            }
        }
        return false;
    }

    /** A schema that accepts everything. */
    static boolean isTrue(JsonNode schema) {
        return schema.isBoolean() ? schema.booleanValue() : schema.isObject() && !constrains(schema) && !joins(schema);
    }

    /** A schema that accepts nothing. */
    static boolean isFalse(JsonNode schema) {
        return schema.isBoolean()
                ? !schema.booleanValue()
                : schema.size() == 1 && !schema.path("not").isMissingNode() && isTrue(schema.path("not"));
    }

    private static boolean joins(JsonNode schema) {
        return schema.has("$ref") || schema.has("allOf") || schema.has("anyOf") || schema.has("oneOf");
    }

    /** A schema that constrains the type alone; integer is a constrained number. */
    static boolean hasTypeOnly(JsonNode schema) {
        return schema.has("type")
                && !constrains(((ObjectNode) schema).deepCopy().without("type"))
                && !joins(schema)
                && !typeNames(schema).contains("integer");
    }

    public static Set<String> typeNames(JsonNode schema) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            names.add(type.textValue());
        } else {
            type.forEach(each -> names.add(each.asText()));
        }
        return names;
    }

    static long count(JsonNode schema, String name, long otherwise) {
        JsonNode value = schema.path(name);
        return value.isNumber() && value.canConvertToLong() && value.longValue() >= 0 ? value.longValue() : otherwise;
    }

    static BigDecimal decimal(JsonNode number) {
        BigDecimal value = number.decimalValue().stripTrailingZeros();
        // write 1E+2 as 100
        return value.scale() < 0 && value.scale() > -400 ? value.setScale(0) : value;
    }

    public static List<JsonNode> list(JsonNode schema, String name) {
        List<JsonNode> all = new ArrayList<>();
        if (schema.path(name) instanceof ArrayNode array) {
            array.forEach(all::add);
        }
        return all;
    }

    static SortedMap<String, JsonNode> otherKeywords(JsonNode schema) {
        if (!schema.isObject()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, JsonNode> found = new TreeMap<>();
        for (var property : schema.properties()) {
            if (OTHER_KEYWORDS.contains(property.getKey())
                    && hasEffect(property.getKey(), property.getValue(), schema)) {
                found.put(property.getKey(), canonical(property.getValue()));
            }
        }
        return found;
    }

    /** False when the keyword rejects nothing, or is handled elsewhere. */
    private static boolean hasEffect(String name, JsonNode value, JsonNode schema) {
        return switch (name) {
            case "not" -> !isTrue(value) && !isFalse(value) && !hasTypeOnly(value) && doubleNegation(schema) == null;
            case "if" -> schema.has("then") || schema.has("else");
            case "then", "else" -> schema.has("if") && !isTrue(value);
            case "minContains" -> countsSomeItems(schema) && !value.equals(IntNode.valueOf(1));
            case "maxContains", "contains" -> countsSomeItems(schema);
            // in the normal form, unless it is about the items after the first ones
            case "items" -> schema.path("prefixItems").isArray() && !isTrue(value) && !isFalse(value);
            // items evaluates every item
            case "unevaluatedItems" ->
                !isTrue(value) && (!schema.has("items") || schema.path("items").isArray()) && !closesPrefix(schema);
            case "patternProperties" -> value.size() > 0 && everyProperty(schema) == null;
            case "additionalItems" -> schema.path("items").isArray() && !isTrue(value);
            case "unevaluatedProperties" ->
                value.isObject() && !isTrue(value) && !isFalse(value) && !schema.has("additionalProperties");
            // property names are always strings
            case "propertyNames" -> !isTrue(value) && !value.equals(STRINGS);
            default -> value.isContainerNode() ? !value.isEmpty() : !isTrue(value);
        };
    }

    /** The only pattern of {@code patternProperties} when it matches every name and nothing else describes properties. */
    static @Nullable String everyProperty(JsonNode schema) {
        JsonNode patterns = schema.path("patternProperties");
        if (patterns.size() != 1
                || schema.has("properties")
                || schema.has("additionalProperties")
                || schema.has("unevaluatedProperties")) {
            return null;
        }
        String pattern = patterns.fieldNames().next();
        return PatternStringGenerator.matchesEverything(pattern) ? pattern : null;
    }

    /** False for {@code contains: true}, which counts every item: its bounds are those of the array. */
    private static boolean countsSomeItems(JsonNode schema) {
        return schema.has("contains") && !isTrue(schema.path("contains"));
    }

    /** True when there are no items after the first ones. */
    private static boolean closesPrefix(JsonNode schema) {
        return schema.path("prefixItems").isArray()
                && (isFalse(schema.path("items"))
                        || (isFalse(schema.path("unevaluatedItems"))
                                && !joins(schema)
                                && !schema.has("items")
                                && !schema.has("contains")
                                && !schema.has("if")));
    }

    static long minItems(JsonNode schema) {
        long least = count(schema, "minItems", 0);
        return schema.has("contains") && !countsSomeItems(schema)
                ? Math.max(least, count(schema, "minContains", 1))
                : least;
    }

    static long maxItems(JsonNode schema) {
        long most = count(schema, "maxItems", Long.MAX_VALUE);
        if (closesPrefix(schema)) {
            most = Math.min(most, schema.path("prefixItems").size());
        }
        return schema.has("contains") && !countsSomeItems(schema)
                ? Math.min(most, count(schema, "maxContains", Long.MAX_VALUE))
                : most;
    }

    /** The schema in {@code not: {not: ...}}; null when there is none. */
    static @Nullable JsonNode doubleNegation(JsonNode schema) {
        JsonNode inner = schema.path("not").path("not");
        boolean alone = inner.isObject()
                && !constrains(((ObjectNode) schema.path("not")).deepCopy().without("not"))
                && !joins(schema.path("not"));
        return alone ? inner : null;
    }

    /** Properties sorted, numbers without trailing zeros: values with equal canonical forms are equal. */
    static JsonNode canonical(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode sorted = JsonNodeFactory.instance.objectNode();
                TreeMap<String, JsonNode> properties = new TreeMap<>();
                object.properties().forEach(each -> properties.put(each.getKey(), each.getValue()));
                properties.forEach((name, value) -> sorted.set(name, canonical(value)));
                yield sorted;
            }
            case ArrayNode array -> {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> all.add(canonical(each)));
                yield all;
            }
            case JsonNode number when number.isNumber() && isFinite(number) -> JsonNumbers.of(decimal(number));
            default -> node;
        };
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }
}
