package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words for violations of a schema. */
public final class SchemaViolationMessages {
    private static final int SHORT = 80;

    private SchemaViolationMessages() {}

    /** The violation for an error of the validator. */
    static InstanceViolation violation(Error error, JsonPointer at, JsonNode rule, JsonPointer schemaAt) {
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> {
                String name = property == null ? "of any name" : property;
                yield new InstanceViolation(
                        property == null ? at : at.appendProperty(property),
                        "required",
                        "the property " + name,
                        "nothing",
                        "required property " + name + " is missing" + in(at),
                        schemaAt);
            }
            case "additionalProperties", "unevaluatedProperties" -> {
                String name = property == null ? "of any name" : property;
                JsonNode value = error.getInstanceNode();
                yield new InstanceViolation(
                        property == null ? at : at.appendProperty(property),
                        error.getKeyword(),
                        "no undeclared property",
                        value != null && property != null && value.has(property)
                                ? actual(value.get(property))
                                : "a property",
                        "property " + name + " is not allowed" + in(at),
                        schemaAt);
            }
            default ->
                violation(
                        error.getKeyword(), at, expected(error.getKeyword(), rule), error.getInstanceNode(), schemaAt);
        };
    }

    static InstanceViolation violation(
            String keyword, JsonPointer at, String expected, @Nullable JsonNode actual, JsonPointer schemaAt) {
        String found = actual == null || actual.isMissingNode() ? "nothing" : actual(actual);
        return new InstanceViolation(
                at, keyword, expected, found, location(at) + " is " + found + "; expected " + expected, schemaAt);
    }

    private static String location(JsonPointer at) {
        return at.matches() ? "the value" : at.toString();
    }

    private static String in(JsonPointer at) {
        return at.matches() ? "" : " in " + at;
    }

    /** What a keyword requires: {@code at most 2}. */
    static String expected(String keyword, JsonNode rule) {
        String value = rule.isNumber() ? rule.decimalValue().toString() : cut(rule.toString());
        return switch (keyword) {
            case "type" -> types(rule);
            case "enum", "const" -> values(rule);
            case "minimum" -> "at least " + value;
            case "maximum" -> "at most " + value;
            case "exclusiveMinimum" -> "more than " + value;
            case "exclusiveMaximum" -> "less than " + value;
            case "minItems" -> "at least " + count(rule, "item");
            case "maxItems" -> "at most " + count(rule, "item");
            case "minLength" -> "at least " + count(rule, "character");
            case "maxLength" -> "at most " + count(rule, "character");
            case "minProperties" -> "at least " + count(rule, "property");
            case "maxProperties" -> "at most " + count(rule, "property");
            case "multipleOf" -> "a multiple of " + value;
            case "pattern" -> "a string that matches " + rule.asText();
            case "uniqueItems" -> "unique items";
            case "not" -> "a value that is invalid under the schema of not";
            case "oneOf" -> "a value that is valid under exactly one branch";
            default -> keyword + " " + value;
        };
    }

    private static String count(JsonNode number, String thing) {
        return number.asText() + " " + (number.asText().equals("1") ? thing : thing.replaceFirst("y$", "ie") + "s");
    }

    /** The words for a type. */
    static String types(JsonNode rule) {
        List<String> types = new ArrayList<>();
        if (rule.isArray()) {
            rule.forEach(type -> types.add(type(type.asText())));
        } else {
            types.add(type(rule.asText()));
        }
        return String.join(" or ", types);
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "a string";
            case "number" -> "a number";
            case "integer" -> "an integer";
            case "boolean" -> "a boolean";
            case "object" -> "an object";
            case "array" -> "an array";
            default -> type;
        };
    }

    /** The values of an enum. */
    static String values(JsonNode rule) {
        if (!rule.isArray()) {
            return actual(rule);
        }
        List<String> values = new ArrayList<>();
        rule.forEach(value -> values.add(actual(value)));
        return String.join(" or ", values);
    }

    /** A value as short JSON. Only its start is written: an array of 250,000 values may have as many violations. */
    public static String actual(JsonNode value) {
        StringBuilder text = new StringBuilder();
        appendStart(value, text);
        return cut(text.toString());
    }

    private static void appendStart(JsonNode value, StringBuilder text) {
        if (!value.isContainerNode()) {
            text.append(value);
            return;
        }
        text.append(value.isArray() ? '[' : '{');
        String separator = "";
        Iterator<String> names = value.fieldNames();
        for (Iterator<JsonNode> items = value.elements(); items.hasNext() && text.length() <= SHORT; ) {
            text.append(separator);
            if (value.isObject()) {
                text.append(TextNode.valueOf(names.next())).append(':');
            }
            appendStart(items.next(), text);
            separator = ",";
        }
        text.append(value.isArray() ? ']' : '}');
    }

    private static String cut(String text) {
        return TextTruncation.shortened(text, SHORT);
    }
}
