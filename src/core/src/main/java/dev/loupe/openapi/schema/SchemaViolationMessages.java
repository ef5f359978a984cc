package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mismatches in words. */
public final class SchemaViolationMessages {
    private static final int SHORT = 80;

    private SchemaViolationMessages() {}

    /** What an error of the validator says, given the keyword's value and place in the contract. */
    static SchemaViolation mismatch(Error error, JsonPointer at, JsonNode rule, JsonPointer schemaAt) {
        String member = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> {
                String name = member == null ? "a member" : member;
                yield new SchemaViolation(
                        member == null ? at : at.appendProperty(member),
                        "required",
                        "the member " + name,
                        "nothing",
                        place(at) + " lacks the member " + name + ".",
                        schemaAt);
            }
            case "additionalProperties", "unevaluatedProperties" -> {
                String name = member == null ? "another member" : member;
                JsonNode value = error.getInstanceNode();
                yield new SchemaViolation(
                        member == null ? at : at.appendProperty(member),
                        error.getKeyword(),
                        "no member beside those that are listed",
                        value != null && member != null && value.has(member) ? actual(value.get(member)) : name,
                        place(at) + " has the member " + name + ", which is not allowed there.",
                        schemaAt);
            }
            default ->
                mismatch(error.getKeyword(), at, expected(error.getKeyword(), rule), error.getInstanceNode(), schemaAt);
        };
    }

    static SchemaViolation mismatch(
            String keyword, JsonPointer at, String expected, @Nullable JsonNode actual, JsonPointer schemaAt) {
        String found = actual == null || actual.isMissingNode() ? "nothing" : actual(actual);
        return new SchemaViolation(
                at, keyword, expected, found, place(at) + " is " + found + "; expected " + expected + ".", schemaAt);
    }

    private static String place(JsonPointer at) {
        return at.matches() ? "The value" : at.toString();
    }

    /** What a keyword asks for: {@code at most 2}. */
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
            case "minProperties" -> "at least " + count(rule, "member");
            case "maxProperties" -> "at most " + count(rule, "member");
            case "multipleOf" -> "a multiple of " + value;
            case "pattern" -> "text that matches " + rule.asText();
            case "uniqueItems" -> "items that differ";
            case "not" -> "a value that the schema does not exclude";
            case "oneOf" -> "a value that fits exactly one branch";
            default -> keyword + " " + value;
        };
    }

    private static String count(JsonNode number, String thing) {
        return number.asText() + " " + thing + (number.asText().equals("1") ? "" : "s");
    }

    /** The words of a type keyword. */
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
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "object" -> "an object";
            case "array" -> "a list";
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

    /** A value as short JSON. */
    public static String actual(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        return TextTruncation.shortened(text, SHORT);
    }
}
