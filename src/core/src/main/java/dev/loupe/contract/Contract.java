package dev.loupe.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One OpenAPI document with its overlay.
 *
 * @param name {@code gemma-3}
 * @param published as the provider publishes it
 * @param corrected published + overlay
 */
public record Contract(String name, JsonNode published, JsonNode corrected, List<Correction> corrections) {
    /**
     * One overlay action.
     *
     * @param target the JSONPath of what is corrected
     * @param reason why
     * @param evidence what was measured
     */
    public record Correction(String target, String reason, String evidence) {}
}
