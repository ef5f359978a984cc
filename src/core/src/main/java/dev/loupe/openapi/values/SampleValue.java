package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value made to try one rule of a schema.
 *
 * @param label what the value is to the rule, {@code just above maximum 2}
 * @param rule the rule in its own words, {@code maximum 2}
 * @param keyword the keyword that rules
 * @param schemaAt where that keyword stands, or the schema when the rule is that a keyword is not there
 */
public record SampleValue(Kind kind, String label, String rule, String keyword, JsonPointer schemaAt, JsonNode value) {
    /** What the schema says of the value. */
    public enum Kind {
        /** Valid. */
        INSIDE,
        /** Invalid. */
        OUTSIDE,
        /** Odd, yet nothing forbids it: a member that an open object does not list. */
        OPEN
    }
}
