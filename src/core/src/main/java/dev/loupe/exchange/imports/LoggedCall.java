package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call whose request and response a log holds in fields of its own. */
final class LoggedCall {
    /** Logs hold the assembled response of a stream, so the recording is of a call without a stream. */
    private static final Set<String> OF_STREAMS = Set.of("stream", "stream_options");

    private static final List<String> COUNTS = List.of("prompt_tokens", "completion_tokens", "total_tokens");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode request = NODES.objectNode();
    private final ObjectNode response = NODES.objectNode();
    private final ArrayNode choices = NODES.arrayNode();

    /** Adds properties that the request does not have yet. */
    void parameters(JsonNode parameters) {
        parameters.properties().forEach(parameter -> {
            if (!parameter.getValue().isNull() && !request.has(parameter.getKey())) {
                request.set(parameter.getKey(), parameter.getValue());
            }
        });
    }

    /** Sets a property of the request; nothing when the log does not hold it. */
    void requested(String name, JsonNode value) {
        set(request, name, value);
    }

    /** Sets a property of the response; nothing when the log does not hold it. */
    void responded(String name, JsonNode value) {
        set(response, name, value);
    }

    private static void set(ObjectNode holder, String name, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull() && !holder.has(name)) {
            holder.set(name, value);
        }
    }

    /** Adds the message of a choice. */
    void choice(JsonNode message, JsonNode finishReason) {
        ObjectNode choice = NODES.objectNode();
        choice.put("index", choices.size());
        choice.set("message", message);
        set(choice, "finish_reason", finishReason);
        choices.add(choice);
    }

    /** Usage by the names of the log; nothing when it holds none. */
    void usage(JsonNode usage, Map<String, String> names) {
        ObjectNode counts = response.path("usage") instanceof ObjectNode known ? known : NODES.objectNode();
        for (String name : COUNTS) {
            JsonNode count = usage.path(names.getOrDefault(name, ""));
            if (count.isNumber() && !counts.has(name)) {
                counts.set(name, count);
            }
        }
        if (!counts.isEmpty()) {
            set(response, "usage", counts);
        }
    }

    boolean hasMessages() {
        return request.path("messages").isArray();
    }

    void emit(@Nullable Instant at, EntrySink sink) {
        if (!choices.isEmpty()) {
            response.set("choices", choices);
        }
        assembled(at, request, 0, response, sink);
    }

    /** An exchange of which a log holds the bodies, but not how they travelled. */
    static void assembled(@Nullable Instant at, JsonNode request, int status, JsonNode response, EntrySink sink) {
        ObjectNode kept = NODES.objectNode();
        request.properties().forEach(property -> {
            if (!OF_STREAMS.contains(property.getKey())) {
                kept.set(property.getKey(), property.getValue());
            }
        });
        sink.assembled(at, Messages.request(kept), Messages.response(status, response));
    }
}
