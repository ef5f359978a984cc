package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What shows a break.
 *
 * @param value a whole message, or for what is no JSON the request as {@code {"method", "path", ...}}
 * @param leaf the part of it that the change is about; missing when the absence of something shows it
 * @param accepts which contract accepts it, {@code old} for requests and {@code new} for answers
 * @param message what the validator says of it for the other contract
 */
public record Witness(JsonNode value, JsonNode leaf, String accepts, String message) {
    static Witness absence(JsonNode value, String accepts, String message) {
        return new Witness(value, MissingNode.getInstance(), accepts, message);
    }
}
