package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, comments and empty events left out.
 *
 * @param at milliseconds since the request was sent when its first byte came; negative when not recorded
 * @param type the {@code event:} field, empty when absent
 * @param data the {@code data:} lines joined by line feeds
 * @param json the data as JSON, parsed once; null when it is not JSON ({@code [DONE]} is not)
 */
public record SseEvent(double at, String type, String data, @Nullable JsonNode json) {
    public boolean isDone() {
        return data.strip().equals("[DONE]");
    }
}
