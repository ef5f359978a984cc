package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.PatternAutomaton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds keywords whose value has the wrong type, such as a maximum that is a string. They count as absent, as for
 * most validators; each is reported, since a typo would remove a constraint silently.
 */
public final class MalformedKeywords {
    private static final Set<String> TYPES =
            Set.of("null", "boolean", "number", "integer", "string", "array", "object");

    /** The expected value of each keyword. */
    private static final Map<String, String> MUST = must();

    private final BiConsumer<String, DocumentPointer> out;
    private final BiConsumer<JsonNode, DocumentPointer> references;
    private final Deque<Map.Entry<JsonNode, DocumentPointer>> rest = new ArrayDeque<>();

    private MalformedKeywords(
            BiConsumer<String, DocumentPointer> out, BiConsumer<JsonNode, DocumentPointer> references) {
        this.out = out;
        this.references = references;
    }

    private static Map<String, String> must() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : new String[] {"maximum", "minimum"}) {
            all.put(name, "a number");
        }
        for (String name : new String[] {"exclusiveMaximum", "exclusiveMinimum"}) {
            all.put(name, "a number (in OpenAPI 3.0 a boolean)");
        }
        all.put("multipleOf", "a number greater than 0");
        for (String what : new String[] {"Length", "Items", "Properties"}) {
            all.put("min" + what, "a non-negative integer");
            all.put("max" + what, "a non-negative integer");
        }
        all.put("pattern", "a regular expression");
        all.put("format", "a string");
        all.put("type", "a type name or an array of type names");
        all.put("enum", "an array");
        all.put("required", "an array of strings");
        for (String name : new String[] {"nullable", "uniqueItems", "readOnly", "writeOnly"}) {
            all.put(name, "a boolean");
        }
        for (String name : new String[] {"minContains", "maxContains"}) {
            all.put(name, "a non-negative integer");
        }
        for (String name : new String[] {"$ref", "$dynamicRef", "$dynamicAnchor", "$anchor", "$id"}) {
            all.put(name, "a string");
        }
        all.put("dependentRequired", "an object of arrays of strings");
        all.put("discriminator", "an object with a propertyName, and a mapping of strings");
        Keywords.OF_NAMED.forEach(name -> all.put(name, "an object of schemas"));
        Keywords.OF_A_LIST.forEach(name -> all.put(name, "a non-empty array of schemas"));
        Keywords.OF_A_SCHEMA.forEach(name -> all.put(name, "a schema"));
        return all;
    }

    /** Searches a schema and its sub-schemas; references are not resolved. */
    public static void find(JsonNode schema, DocumentPointer at, BiConsumer<String, DocumentPointer> out) {
        find(schema, at, out, (reference, location) -> {});
    }

    /**
     * The same.
     *
     * @param references gets each schema with a {@code $ref} or {@code $dynamicRef}
     */
    public static void find(
            JsonNode schema,
            DocumentPointer at,
            BiConsumer<String, DocumentPointer> out,
            BiConsumer<JsonNode, DocumentPointer> references) {
        MalformedKeywords search = new MalformedKeywords(out, references);
        search.rest.push(Map.entry(schema, at));
        while (!search.rest.isEmpty()) {
            var here = search.rest.pop();
            search.keywords(here.getKey(), here.getValue());
        }
    }

    private void keywords(JsonNode schema, DocumentPointer at) {
        if (!schema.isObject()) {
            return;
        }
        if (schema.has("$ref") || schema.has("$dynamicRef")) {
            references.accept(schema, at);
        }
        for (var property : schema.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            String must = MUST.get(name);
            if (must == null) {
                continue;
            }
            if (!isRight(name, value)) {
                out.accept("`" + name + "` is " + shown(value) + ", expected " + must, at.then(name));
            } else if (Keywords.OF_A_SCHEMA.contains(name)) {
                rest.push(Map.entry(value, at.then(name)));
            } else if (Keywords.OF_NAMED.contains(name)) {
                value.properties()
                        .forEach(each -> rest.push(
                                Map.entry(each.getValue(), at.then(name).then(each.getKey()))));
            } else if (Keywords.OF_A_LIST.contains(name)) {
                for (int i = 0; i < value.size(); i++) {
                    rest.push(Map.entry(value.get(i), at.then(name).then(i)));
                }
            }
        }
    }

    private static boolean isRight(String name, JsonNode value) {
        return switch (name) {
            case "maximum", "minimum" -> value.isNumber();
            case "exclusiveMaximum", "exclusiveMinimum" -> value.isNumber() || value.isBoolean();
            case "multipleOf" -> value.isNumber() && value.decimalValue().signum() > 0;
            case "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minProperties",
                    "maxProperties",
                    "minContains",
                    "maxContains" ->
                value.isNumber()
                        && Keywords.isInteger(value)
                        && value.decimalValue().signum() >= 0;
            case "$ref", "$dynamicRef", "$dynamicAnchor", "$anchor", "$id" -> value.isTextual();
            case "dependentRequired" ->
                value.isObject() && all(value, each -> each.isArray() && all(each, JsonNode::isTextual));
            case "discriminator" -> isDiscriminator(value);
            case "patternProperties" ->
                value.isObject()
                        && all(value, MalformedKeywords::isSchema)
                        && value.properties().stream().allMatch(each -> isPattern(each.getKey()));
            case "pattern" -> value.isTextual() && isPattern(value.textValue());
            case "format" -> value.isTextual();
            case "type" -> value.isArray() ? !value.isEmpty() && all(value, MalformedKeywords::isType) : isType(value);
            case "enum" -> value.isArray();
            case "required" -> value.isArray() && all(value, JsonNode::isTextual);
            case "nullable", "uniqueItems", "readOnly", "writeOnly" -> value.isBoolean();
            case "properties", "dependentSchemas" -> value.isObject() && all(value, MalformedKeywords::isSchema);
            case "allOf", "anyOf", "oneOf", "prefixItems" ->
                value.isArray() && !value.isEmpty() && all(value, MalformedKeywords::isSchema);
            default -> isSchema(value);
        };
    }

    private static boolean isDiscriminator(JsonNode value) {
        JsonNode mapping = value.path("mapping");
        return value.path("propertyName").isTextual()
                && (mapping.isMissingNode() || (mapping.isObject() && all(mapping, JsonNode::isTextual)));
    }

    /** A value of the wrong type, for a message. */
    public static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : SchemaDescriber.value(SchemaDescriber.outline(value));
    }

    private static boolean isType(JsonNode value) {
        return value.isTextual() && TYPES.contains(value.textValue());
    }

    private static boolean isSchema(JsonNode value) {
        return value.isObject() || value.isBoolean();
    }

    private static boolean all(JsonNode values, java.util.function.Predicate<JsonNode> wanted) {
        for (JsonNode each : values) {
            if (!wanted.test(each)) {
                return false;
            }
        }
        return true;
    }

    /** True when Java or ECMA 262 can read the regular expression; their syntax is nearly the same. */
    static boolean isPattern(String pattern) {
        try {
            Pattern.compile(pattern);
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
}
