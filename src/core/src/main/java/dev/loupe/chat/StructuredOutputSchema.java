package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value against the schema of a structured output: only the keywords that strict mode supports, so that an
 * unsupported keyword never causes a violation.
 */
public final class StructuredOutputSchema {
    private static final int DEEPEST = 64;

    private final JsonNode root;
    private final ReferenceResolver references;

    public StructuredOutputSchema(JsonNode schema) {
        this.root = schema;
        this.references = new ReferenceResolver(schema);
    }

    /** The first error, as pointer and text; null when the value is valid. */
    @Nullable
    public String firstError(JsonNode value) {
        return wrong(root, value, "", 0);
    }

    private @Nullable String wrong(JsonNode unresolved, JsonNode value, String at, int depth) {
        JsonNode schema = references.resolved(unresolved);
        if (depth > DEEPEST || !schema.isObject()) {
            return null;
        }
        JsonNode options = schema.path("anyOf");
        if (options.isArray() && !options.isEmpty()) {
            return anyValid(options, value, at, depth) ? null : at + " matches no branch of anyOf";
        }
        if (schema.has("const") && !schema.path("const").equals(value)) {
            return at + " is not " + StrictValues.shown(schema.path("const"));
        }
        if (schema.path("enum").isArray() && !isIn(schema.path("enum"), value)) {
            return at + " is not one of " + StrictValues.shown(schema.path("enum"));
        }
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            return at + " is not of type " + StrictValues.shown(schema.path("type"));
        }
        String beyond = StructuredOutputLimits.wrong(schema, value);
        if (beyond != null) {
            return at + " " + beyond;
        }
        if (value.isObject()) {
            return wrongProperty(schema, value, at, depth);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            String wrong = wrong(schema.path("items"), value.path(i), at + "/" + i, depth + 1);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private boolean anyValid(JsonNode options, JsonNode value, String at, int depth) {
        for (JsonNode option : options) {
            if (wrong(option, value, at, depth + 1) == null) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String wrongProperty(JsonNode schema, JsonNode value, String at, int depth) {
        for (JsonNode name : schema.path("required")) {
            if (name.isTextual() && !value.has(name.textValue())) {
                return at + "/" + name.textValue() + " is required and missing";
            }
        }
        JsonNode properties = schema.path("properties");
        JsonNode additional = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String name = at + "/" + property.getKey();
            if (properties.has(property.getKey())) {
                String wrong = wrong(properties.path(property.getKey()), property.getValue(), name, depth + 1);
                if (wrong != null) {
                    return wrong;
                }
            } else if (additional.isBoolean() && !additional.booleanValue()) {
                return name + " is not declared and additionalProperties is false";
            }
        }
        return null;
    }

    private static boolean isIn(JsonNode values, JsonNode value) {
        for (JsonNode each : values) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode types, JsonNode value) {
        if (types.isTextual()) {
            return isOfType(types.textValue(), value);
        }
        for (JsonNode type : types) {
            if (isOfType(StrictValues.textOrEmpty(type), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber() || StrictValues.integer(value) != StrictValues.NOT_AN_INTEGER;
            default -> true;
        };
    }
}
