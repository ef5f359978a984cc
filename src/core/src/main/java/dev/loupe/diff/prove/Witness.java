package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A message that shows a breaking change.
 *
 * @param value a whole message, or the request line as {@code {"method", "path", ...}}
 * @param leaf the part of it that the change is about; missing when an absence is shown
 * @param accepts the spec that accepts it, {@code old} for requests and {@code new} for responses
 * @param message the error of the other spec
 */
public record Witness(JsonNode value, JsonNode leaf, String accepts, String message) {
    static Witness absence(JsonNode value, String accepts, String message) {
        return new Witness(value, MissingNode.getInstance(), accepts, message);
    }
}
