package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * A value made to test one rule of a schema.
 *
 * @param variant the value in relation to the rule
 * @param slug the same as a part of a probe's id: no number of the schema, and unchanged when the label is reworded
 * @param label the same for people, {@code just above maximum 2}
 * @param rule the rule in its own words, {@code maximum 2}
 * @param keyword the keyword of the rule
 * @param schemaAt the location of that keyword, or of the schema when the rule is that a keyword is absent
 */
public record SampleValue(
        Kind kind,
        Variant variant,
        String slug,
        String label,
        String rule,
        String keyword,
        JsonPointer schemaAt,
        JsonNode value) {
    /** Whether the schema allows the value. */
    public enum Kind {
        VALID,
        INVALID,
        /** A property that an object does not declare and does not forbid. */
        UNDECLARED
    }

    /** How a value was made, as far as the choice of probes depends on it. */
    public enum Variant {
        NEXT_TO_BOUND,
        MIDDLE_OF_RANGE,
        WRONG_TYPE,
        NULL,
        SMALLEST,
        OTHER
    }

    static SampleValue of(
            Kind kind, String slug, String label, String rule, String keyword, JsonPointer schemaAt, JsonNode value) {
        return new SampleValue(kind, Variant.OTHER, slug, label, rule, keyword, schemaAt, value);
    }

    /** The slug of a value that a schema lists. */
    public static String enumSlug(JsonNode value) {
        String words = value.asText().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
        return "value-" + words.replaceAll("^-|-$", "");
    }

    /** The same value under another rule. */
    public SampleValue renamed(String newSlug, String newLabel, String newKeyword) {
        return new SampleValue(kind, Variant.OTHER, newSlug, newLabel, newLabel, newKeyword, schemaAt, value);
    }

    SampleValue withKind(Kind other) {
        return new SampleValue(other, variant, slug, label, rule, keyword, schemaAt, value);
    }

    /** The same sample with another value. */
    public SampleValue withValue(JsonNode other) {
        return new SampleValue(kind, variant, slug, label, rule, keyword, schemaAt, other);
    }
}
