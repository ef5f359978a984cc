package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Connects the messages in events with the span of their call, by the ids of trace and span. */
final class OtlpCalls {
    private final Set<String> spans = new HashSet<>();
    private final Map<String, OtlpEvents> messages = new HashMap<>();
    private final Set<String> emitted = new HashSet<>();

    /** Notes that a span exists: its call is emitted there. */
    void span(JsonNode span) {
        spans.add(id(span));
    }

    /** Notes a message of a call. */
    void message(JsonNode event, String name, JsonNode body) {
        String id = id(event);
        if (!id.isEmpty()) {
            messages.computeIfAbsent(id, each -> new OtlpEvents()).add(name, body);
        }
    }

    /** All messages of the call of a span or an event; empty when the id connects none. */
    OtlpEvents messages(JsonNode part) {
        OtlpEvents found = messages.remove(id(part));
        return found == null ? new OtlpEvents() : found;
    }

    /** Whether a call is emitted at this event: it has no span, and this event is its first. */
    boolean isFirstOfCallWithoutSpan(JsonNode event) {
        String id = id(event);
        return id.isEmpty() || (!spans.contains(id) && emitted.add(id));
    }

    /** Empty for an event of no span. */
    private static String id(JsonNode part) {
        String span = part.path("spanId").asText("");
        return span.isEmpty() ? "" : part.path("traceId").asText("") + " " + span;
    }
}
