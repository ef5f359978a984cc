package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.DescribedRange.Bound;
import dev.loupe.openapi.DocumentPointer;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * A schema of a document.
 *
 * @param location where it is, references followed
 * @param name the property that it describes; empty when it describes none
 * @param use the message that contains it
 */
public record LocatedSchema(DocumentPointer location, String name, JsonNode node, Use use) {
    /** The kind of message that contains a schema. */
    public enum Use {
        REQUEST,
        RESPONSE,
        UNREACHED
    }

    private static final Set<String> ANNOTATIONS = Set.of(
            "description",
            "title",
            "nullable",
            "default",
            "example",
            "examples",
            "deprecated",
            "externalDocs",
            "readOnly",
            "writeOnly",
            "xml",
            "$comment");

    /** Its location, made at each call: a document has 100,000 schemas, and few have a finding. */
    public JsonPointer at() {
        return location.toJsonPointer();
    }

    /** Whether this is the only type, null aside. */
    public boolean isType(String type) {
        JsonNode declared = node.path("type");
        if (declared.isArray()) {
            int others = 0;
            boolean found = false;
            for (JsonNode one : declared) {
                found |= one.textValue() != null && one.textValue().equals(type);
                others += one.textValue() != null && one.textValue().equals("null") ? 0 : 1;
            }
            return found && others == 1;
        }
        return type.equals(declared.textValue());
    }

    public boolean isNumeric() {
        return isType("number") || isType("integer");
    }

    /** The lower bound, as OpenAPI 3.0 or 3.1 writes it. */
    public Optional<Bound> lowest() {
        return bound("minimum", "exclusiveMinimum", BigDecimal.ONE, BigDecimal::max);
    }

    /** The upper bound. */
    public Optional<Bound> highest() {
        return bound("maximum", "exclusiveMaximum", BigDecimal.ONE.negate(), BigDecimal::min);
    }

    /** The narrower of both keywords; for integers the first valid one. */
    private Optional<Bound> bound(
            String inclusive, String exclusive, BigDecimal inward, BinaryOperator<BigDecimal> narrower) {
        JsonNode bound = node.path(inclusive);
        // in 3.0 the keyword is a flag for the bound, in 3.1 it is a bound
        boolean flagged =
                node.path(exclusive).isBoolean() && node.path(exclusive).booleanValue();
        JsonNode beyond = flagged ? bound : node.path(exclusive);
        boolean both = !flagged && bound.isNumber();
        if (!beyond.isNumber()) {
            return bound.isNumber() ? Optional.of(new Bound(bound.decimalValue(), true)) : Optional.empty();
        }
        BigDecimal outside = beyond.decimalValue();
        if (isType("integer") && outside.stripTrailingZeros().scale() <= 0) {
            BigDecimal first = outside.add(inward);
            return Optional.of(new Bound(both ? narrower.apply(first, bound.decimalValue()) : first, true));
        }
        boolean inside = both && narrower.apply(outside, bound.decimalValue()).compareTo(outside) != 0;
        return Optional.of(new Bound(inside ? bound.decimalValue() : outside, inside));
    }

    /** Whether every value is valid. */
    public boolean acceptsAnything() {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        for (var keywords = node.fieldNames(); keywords.hasNext(); ) {
            String keyword = keywords.next();
            if (!ANNOTATIONS.contains(keyword) && !keyword.startsWith("x-")) {
                return false;
            }
        }
        return node.isObject();
    }

    public String description() {
        String text = node.path("description").textValue();
        return text == null ? "" : text;
    }
}
