package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates a value against a schema of {@link SchemaWriter}. It knows the keywords that are written there and no others, so it is small
 * enough to need no library.
 */
final class SchemaValidator {
    /** A response with more violations is of another type altogether; the first ones show it. */
    private static final int MAX_VIOLATIONS = 100;

    private static final int EXCERPT = 60;

    private final JsonNode root;
    private final List<SchemaViolation> violations = new ArrayList<>();

    private SchemaValidator(JsonNode root) {
        this.root = root;
    }

    /** All violations, at most 100, in document order. */
    static List<SchemaViolation> validate(JsonNode schema, JsonNode value) {
        return validate(schema, schema, value, "");
    }

    private static List<SchemaViolation> validate(JsonNode root, JsonNode schema, JsonNode value, String pointer) {
        SchemaValidator validator = new SchemaValidator(root);
        validator.check(schema, value, pointer);
        return validator.violations;
    }

    private void check(JsonNode schema, JsonNode value, String pointer) {
        JsonNode reference = schema.get("$ref");
        if (reference != null) {
            check(root.at(reference.textValue().substring(1)), value, pointer);
            return;
        }
        JsonNode branches = schema.get("anyOf");
        if (branches != null) {
            anyOf(branches, value, pointer);
            return;
        }
        JsonNode types = schema.path("type");
        if (!types.isMissingNode() && !isAnyType(types, value)) {
            report(pointer, expected(schema), describe(value));
            return;
        }
        JsonNode values = schema.get("enum");
        if (values != null && !contains(values, value)) {
            report(pointer, expected(schema), describe(value));
        } else if (value.isObject()) {
            object(schema, value, pointer);
        } else if (value.isArray() && schema.has("items")) {
            int index = 0;
            for (JsonNode item : value) {
                check(schema.get("items"), item, pointer + "/" + index++);
            }
        }
    }

    /** Reports the violations of the branch that fits best. */
    private void anyOf(JsonNode branches, JsonNode value, String pointer) {
        List<SchemaViolation> best = null;
        JsonNode named = named(branches, value);
        if (named != null) {
            check(named, value, pointer);
            return;
        }
        for (JsonNode branch : branches) {
            if (branch.path("type").asText().equals("null") && !value.isNull() && branches.size() > 1) {
                continue; // "expected null" is no help
            }
            List<SchemaViolation> found = validate(root, branch, value, pointer);
            if (best == null || isBetter(found, best)) {
                best = found;
            }
        }
        if (best != null) {
            best.forEach(this::add);
        }
    }

    /** The branch with a property that has one value, which is that of the object: a variant with its name. */
    private static @Nullable JsonNode named(JsonNode branches, JsonNode value) {
        for (JsonNode branch : branches) {
            for (Map.Entry<String, JsonNode> property :
                    branch.path("properties").properties()) {
                JsonNode values = property.getValue().path("enum");
                if (values.size() == 1 && values.get(0).equals(value.get(property.getKey()))) {
                    return branch;
                }
            }
        }
        return null;
    }

    private static boolean isBetter(List<SchemaViolation> found, List<SchemaViolation> best) {
        if (found.isEmpty() || best.isEmpty()) {
            return found.isEmpty();
        }
        return depth(found) == depth(best) ? found.size() < best.size() : depth(found) > depth(best);
    }

    private static long depth(List<SchemaViolation> violations) {
        return violations.get(0).pointer().chars().filter(c -> c == '/').count();
    }

    private void object(JsonNode schema, JsonNode value, String pointer) {
        JsonNode properties = schema.path("properties");
        JsonNode additional = schema.path("additionalProperties");
        for (JsonNode required : schema.path("required")) {
            String name = required.textValue();
            // a model that leaves an optional value out means null
            if (!value.has(name) && !allowsNull(properties.path(name))) {
                report(pointer + "/" + escaped(name), expected(properties.path(name)), "missing");
            }
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            String at = pointer + "/" + escaped(property.getKey());
            JsonNode known = properties.get(property.getKey());
            if (known != null) {
                check(known, property.getValue(), at);
            } else if (additional.isBoolean() && !additional.booleanValue()) {
                report(at, "no property of this name", describe(property.getValue()));
            } else if (additional.isObject()) {
                check(additional, property.getValue(), at);
            }
        }
    }

    private boolean allowsNull(JsonNode schema) {
        JsonNode types = schema.path("type");
        if (types.isTextual()) {
            return types.textValue().equals("null");
        }
        for (JsonNode type : types) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        for (JsonNode branch : schema.path("anyOf")) {
            if (allowsNull(branch)) {
                return true;
            }
        }
        return false;
    }

    private String expected(JsonNode schema) {
        JsonNode values = schema.get("enum");
        if (values != null) {
            return values.size() == 1 ? values.get(0).toString() : "one of " + cut(values.toString());
        }
        JsonNode types = schema.path("type");
        if (types.isTextual()) {
            return types.textValue();
        }
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add(type.asText()));
        if (schema.has("$ref")) {
            return expected(root.at(schema.get("$ref").textValue().substring(1)));
        }
        schema.path("anyOf").forEach(branch -> names.add(expected(branch)));
        return names.isEmpty()
                ? "any value"
                : String.join(" or ", names.stream().distinct().toList());
    }

    private static boolean isAnyType(JsonNode types, JsonNode value) {
        if (types.isTextual()) {
            return isType(types.textValue(), value);
        }
        for (JsonNode type : types) {
            if (isType(type.asText(), value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            // 3.0 is an integer in JSON Schema
            case "integer" -> value.isIntegralNumber() || (value.isNumber() && isIntegral(value));
            default -> throw new IllegalStateException("unknown type " + type);
        };
    }

    private static boolean isIntegral(JsonNode value) {
        // without BigDecimal.toBigInteger, which takes gigabytes for 1e999999999
        return value.decimalValue().signum() == 0
                || value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value) || (one.isIntegralNumber() && value.isNumber() && isEqual(one, value))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEqual(JsonNode one, JsonNode other) {
        return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }

    private void report(String pointer, String expected, String actual) {
        add(new SchemaViolation(pointer, expected, actual));
    }

    private void add(SchemaViolation violation) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(violation);
        }
    }

    /** A value for a message, on one line. */
    static String describe(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return "missing";
        }
        return switch (value.getNodeType()) {
            case OBJECT -> "object with " + counted(value.size(), "property", "properties");
            case ARRAY -> "array with " + counted(value.size(), "item", "items");
            case STRING -> "string " + cut(value.toString());
            case NUMBER -> (value.isIntegralNumber() ? "integer " : "number ") + cut(value.toString());
            case BOOLEAN -> "boolean " + value;
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "no JSON value";
        };
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    static String cut(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
