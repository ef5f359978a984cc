package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.BoundedPattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value against the schema of a structured output: only the keywords that strict mode supports, so that an
 * unsupported keyword never causes a violation.
 */
public final class StructuredOutputSchema {
    private static final int DEEPEST = 64;

    /** Schemas visited for one value; more are needed only by a schema that branches at every level. */
    private static final int MOST_VISITS = 200_000;

    private final ReferenceResolver references;
    private int visits;
    private @Nullable String undecided;

    private StructuredOutputSchema(JsonNode schema) {
        this.references = new ReferenceResolver(schema);
    }

    /**
     * The result of a validation.
     *
     * @param error the first error, as pointer and text; null when there is none
     * @param undecided why an error may have been missed; null when the value was validated completely
     */
    public record Validation(@Nullable String error, @Nullable String undecided) {}

    /** Validates a value. */
    public static Validation validate(JsonNode schema, JsonNode value) {
        StructuredOutputSchema validator = new StructuredOutputSchema(schema);
        String error = validator.wrong(schema, value, "", 0);
        return new Validation(error, error == null ? validator.undecided : null);
    }

    private @Nullable String wrong(JsonNode unresolved, JsonNode value, String at, int depth) {
        if (++visits > MOST_VISITS || depth > DEEPEST) {
            undecided("the schema needs more than " + MOST_VISITS + " steps or " + DEEPEST + " levels");
            return null;
        }
        JsonNode schema = references.resolved(unresolved);
        if (schema.isMissingNode() && unresolved.isObject()) {
            undecided("$ref " + StrictValues.shown(unresolved.path("$ref")) + " in the schema has no target");
        }
        if (!schema.isObject()) {
            if (schema.isValueNode() && !schema.isBoolean()) {
                undecided("the schema is " + StrictValues.shown(schema));
            }
            return null;
        }
        String malformed = StructuredOutputKeywords.firstMalformed(schema);
        if (malformed != null) {
            undecided(
                    malformed + " in the schema has the unusable value " + StrictValues.shown(schema.path(malformed)));
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
        String beyond = beyondLimit(schema, value);
        if (beyond != null) {
            return at + " " + beyond;
        }
        return value.isObject() ? wrongProperty(schema, value, at, depth) : wrongItem(schema, value, at, depth);
    }

    private void undecided(String why) {
        undecided = undecided == null ? why : undecided;
    }

    private @Nullable String beyondLimit(JsonNode schema, JsonNode value) {
        if (value.isNumber() && StrictValues.decimal(value) == null) {
            undecided("a number has too many digits");
        }
        try {
            return StructuredOutputLimits.wrong(schema, value);
        } catch (BoundedPattern.Undecided unknown) {
            undecided(String.valueOf(unknown.getMessage()));
            return null;
        }
    }

    private @Nullable String wrongItem(JsonNode schema, JsonNode value, String at, int depth) {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            String wrong = wrong(schema.path("items"), value.path(i), at + "/" + i, depth + 1);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** True when a branch is valid or undecided; a branch that is valid decides. */
    private boolean anyValid(JsonNode options, JsonNode value, String at, int depth) {
        String before = undecided;
        String inBranch = null;
        for (JsonNode option : options) {
            undecided = null;
            if (wrong(option, value, at, depth + 1) == null) {
                if (undecided == null) {
                    undecided = before;
                    return true;
                }
                inBranch = undecided;
            }
        }
        undecided = before == null ? inBranch : before;
        return inBranch != null;
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
        if (!types.isArray()) {
            return true;
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
