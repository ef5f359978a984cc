package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call whose request and response a log holds in fields of its own. */
final class LoggedCall {
    /** Logs hold the assembled response of a stream, so the recording is of a call without a stream. */
    private static final Set<String> OF_STREAMS = Set.of("stream", "stream_options");

    private static final List<String> PARAMETERS = List.of(
            "temperature",
            "top_p",
            "max_tokens",
            "max_completion_tokens",
            "n",
            "stop",
            "seed",
            "frequency_penalty",
            "presence_penalty",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "logprobs",
            "top_logprobs");

    private static final List<String> COUNTS = List.of("prompt_tokens", "completion_tokens", "total_tokens");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode request = NODES.objectNode();
    private final ObjectNode response = NODES.objectNode();
    private final ArrayNode choices = NODES.arrayNode();
    private String url = "";

    /** Sets the URL from the base URL of the API; nothing when the log does not hold one. */
    void sentTo(JsonNode base) {
        String address = base.asText("").replaceAll("/+$", "");
        if (!address.startsWith("https://") && !address.startsWith("http://")) {
            return;
        }
        boolean complete = address.endsWith("/chat/completions");
        boolean versioned = address.matches(".*/v\\d[^/]*");
        url = address + (complete ? "" : versioned ? "/chat/completions" : "/v1/chat/completions");
    }

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

    /** Sets the messages from what tracing tools store as input: the messages, or a request; false when it is neither. */
    boolean asked(JsonNode input) {
        if (input.isArray() && input.path(0).has("role")) {
            requested("messages", input);
        } else if (input.path("messages").isArray()) {
            parameters(input);
        }
        return request.path("messages").isArray();
    }

    /** Sets the choices from what tracing tools store as output: text, a message, choices, or a response; false when it is none. */
    boolean responded(JsonNode output) {
        JsonNode nothing = NODES.missingNode();
        if (output.path("choices").isArray()) {
            output.properties().forEach(property -> responded(property.getKey(), property.getValue()));
            return true;
        }
        if (output.isTextual() && !output.textValue().isEmpty()) {
            choice(NODES.objectNode().put("content", output.textValue()), nothing);
            return true;
        }
        if (output.isArray()) {
            output.forEach(item -> {
                JsonNode message = item.path("message").isObject() ? item.get("message") : item;
                if (isMessage(message)) {
                    choice(message, item.path("finish_reason"));
                }
            });
        } else if (isMessage(output)) {
            choice(output, nothing);
        }
        return hasChoices();
    }

    boolean hasChoices() {
        return !choices.isEmpty();
    }

    private static boolean isMessage(JsonNode message) {
        return message.has("content") || message.has("tool_calls");
    }

    /** Adds the parameters of a request among metadata of any kind. */
    void parametersAmong(JsonNode metadata) {
        PARAMETERS.forEach(name -> requested(name, metadata.path(name)));
    }

    /** Adds the model and the parameters of metadata of any kind that a request does not have. */
    static void addMissing(ObjectNode request, JsonNode metadata) {
        Stream.concat(Stream.of("model"), PARAMETERS.stream())
                .filter(name -> metadata.hasNonNull(name) && !request.has(name))
                .forEach(name -> request.set(name, metadata.get(name)));
    }

    void emit(@Nullable Instant at, EntrySink sink) {
        if (!choices.isEmpty()) {
            response.set("choices", choices);
        }
        assembled(at, url, request, 0, response, sink);
    }

    /** An exchange of which a log holds the bodies, but not how they travelled. */
    static void assembled(
            @Nullable Instant at, String url, JsonNode request, int status, JsonNode response, EntrySink sink) {
        ObjectNode kept = NODES.objectNode();
        request.properties().forEach(property -> {
            if (!OF_STREAMS.contains(property.getKey())) {
                kept.set(property.getKey(), property.getValue());
            }
        });
        sink.assembled(at, ImportedMessages.request(url, kept), ImportedMessages.response(status, response));
    }

    /** Whether a log holds the chunks of a stream in an array. */
    static boolean isChunks(JsonNode body) {
        return body.isArray()
                && !body.isEmpty()
                && body.valueStream()
                        .allMatch(chunk -> chunk.path("choices").isArray()
                                && !chunk.path("choices").path(0).has("message"));
    }

    /** A stream of which a log holds the chunks, but neither the bytes nor how it ended. */
    static Reply stream(Reply.Head head, JsonNode chunks) {
        return new Reply.Streamed(
                head,
                chunks.valueStream()
                        .map(chunk -> new SseEvent(-1, "", chunk.toString(), chunk))
                        .toList(),
                Reply.Ending.CLOSED);
    }
}
