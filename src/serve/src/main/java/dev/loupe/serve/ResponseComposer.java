package dev.loupe.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.GeneratedCompletion;
import dev.loupe.serve.model.GeneratedCompletion.Choice;
import dev.loupe.serve.model.GeneratedLogprobs;
import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats a completion as a response of the API, streaming or not.
 *
 * @param id of the response
 * @param created in Unix seconds
 * @param logprobs number of alternatives for each token; negative for no {@code logprobs}
 */
record ResponseComposer(ServeDialect dialect, String id, long created, String model, int logprobs) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    PlannedResponse compose(IncomingRequest request, GeneratedCompletion completion) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (request.isStreaming()) {
            headers.put("content-type", PlannedResponse.EVENTS);
            headers.put("cache-control", "no-cache");
            boolean usage =
                    request.property("stream_options").path("include_usage").booleanValue();
            return new PlannedResponse(
                    200, headers, new ResponsePayload.Events(events(completion, usage)), DeliveryMode.NORMAL);
        }
        headers.put("content-type", PlannedResponse.JSON);
        ObjectNode json = json(completion);
        headers.putAll(dialect.headers(usd(completion)));
        return new PlannedResponse(200, headers, new ResponsePayload.Json(json), DeliveryMode.NORMAL);
    }

    private ObjectNode json(GeneratedCompletion completion) {
        ObjectNode json = head("chat.completion");
        ArrayNode choices = json.putArray("choices");
        for (int index = 0; index < completion.choices().size(); index++) {
            Choice choice = completion.choices().get(index);
            ObjectNode each = choices.addObject().put("index", index).put("finish_reason", choice.finishReason());
            each.set("logprobs", logprobs < 0 ? NODES.nullNode() : GeneratedLogprobs.of(choice.tokens(), logprobs));
            ObjectNode message = each.putObject("message").put("role", "assistant");
            message.put("content", choice.tool() == null ? choice.text() : null).putNull("refusal");
            if (choice.tool() != null) {
                message.putArray("tool_calls").add(call(index, choice.tool(), choice.text()));
            }
        }
        json.set("usage", usage(completion));
        dialect.decorate(json);
        dialect.addPrice(json, usd(completion));
        return json;
    }

    /** Role, tokens and finish reason of the choices, interleaved; then the usage and the end of the stream. */
    private List<Event> events(GeneratedCompletion completion, boolean usage) {
        List<Event> events = new ArrayList<>();
        List<Choice> choices = completion.choices();
        for (int index = 0; index < choices.size(); index++) {
            String tool = choices.get(index).tool();
            ObjectNode first = NODES.objectNode().put("role", "assistant").put("content", tool == null ? "" : null);
            if (tool != null) {
                first.putArray("tool_calls").add(call(index, tool, "").put("index", 0));
            }
            events.add(chunk(index, first, null));
        }
        int mostTokens = choices.stream()
                .mapToInt(choice -> choice.tokens().size())
                .max()
                .orElse(0);
        for (int at = 0; at <= mostTokens; at++) {
            for (int index = 0; index < choices.size(); index++) {
                Choice choice = choices.get(index);
                if (at < choice.tokens().size()) {
                    String token = choice.tokens().get(at);
                    events.add(choice.tool() == null ? token(index, token) : fragment(index, token));
                } else if (at == choice.tokens().size()) {
                    events.add(chunk(index, NODES.objectNode(), choice.finishReason()));
                }
            }
        }
        if (usage) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(completion));
            dialect.decorate(last);
            dialect.addPriceToChunk(last, usd(completion));
            events.add(new Event.Data(last));
        }
        events.add(new Event.Done());
        return dialect.events(events);
    }

    private ObjectNode call(int index, String tool, String arguments) {
        ObjectNode call = NODES.objectNode().put("id", "call_" + index + id).put("type", "function");
        call.putObject("function").put("name", tool).put("arguments", arguments);
        return call;
    }

    private Event fragment(int index, String arguments) {
        ObjectNode delta = NODES.objectNode();
        delta.putArray("tool_calls")
                .addObject()
                .put("index", 0)
                .putObject("function")
                .put("arguments", arguments);
        return chunk(index, delta, null);
    }

    private Event token(int index, String token) {
        Event.Data data = chunk(index, NODES.objectNode().put("content", token), null);
        if (logprobs >= 0) {
            ((ObjectNode) data.json().path("choices").path(0))
                    .set("logprobs", GeneratedLogprobs.of(List.of(token), logprobs));
        }
        return data;
    }

    private Event.Data chunk(int index, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        dialect.decorate(chunk);
        return new Event.Data(chunk);
    }

    private ObjectNode head(String object) {
        return NODES.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    private static ObjectNode usage(GeneratedCompletion completion) {
        int completionTokens = completion.completionTokens();
        return NODES.objectNode()
                .put("prompt_tokens", completion.promptTokens())
                .put("completion_tokens", completionTokens)
                .put("total_tokens", completion.promptTokens() + completionTokens);
    }

    private static BigDecimal usd(GeneratedCompletion completion) {
        return TokenPrice.GEMMA.usd(completion.promptTokens(), completion.completionTokens());
    }
}
