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
    private final Deque<Map.Entry<JsonNode, DocumentPointer>> rest = new ArrayDeque<>();

    private MalformedKeywords(BiConsumer<String, DocumentPointer> out) {
        this.out = out;
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
        Keywords.OF_NAMED.forEach(name -> all.put(name, "an object of schemas"));
        Keywords.OF_A_LIST.forEach(name -> all.put(name, "a non-empty array of schemas"));
        Keywords.OF_A_SCHEMA.forEach(name -> all.put(name, "a schema"));
        return all;
    }

    /** Searches a schema and its sub-schemas; references are not resolved. */
    public static void find(JsonNode schema, DocumentPointer at, BiConsumer<String, DocumentPointer> out) {
        MalformedKeywords search = new MalformedKeywords(out);
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
        for (var property : schema.properties()) {
            String name = property.getKey();
            JsonNode value = property.getValue();
            String must = MUST.get(name);
            if (must == null) {
                continue;
            }
            if (!isRight(name, value)) {
                out.accept(
                        "`" + name + "` is " + SchemaDescriber.value(SchemaDescriber.outline(value)) + ", expected "
                                + must,
                        at.then(name));
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
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" ->
                value.isNumber()
                        && Keywords.isInteger(value)
                        && value.decimalValue().signum() >= 0;
            case "pattern" -> value.isTextual() && isPattern(value.textValue());
            case "format" -> value.isTextual();
            case "type" -> value.isArray() ? !value.isEmpty() && all(value, MalformedKeywords::isType) : isType(value);
            case "enum" -> value.isArray();
            case "required" -> value.isArray() && all(value, JsonNode::isTextual);
            case "nullable", "uniqueItems", "readOnly", "writeOnly" -> value.isBoolean();
            case "properties", "patternProperties", "dependentSchemas" ->
                value.isObject() && all(value, MalformedKeywords::isSchema);
            case "allOf", "anyOf", "oneOf", "prefixItems" ->
                value.isArray() && !value.isEmpty() && all(value, MalformedKeywords::isSchema);
            default -> isSchema(value);
        };
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
