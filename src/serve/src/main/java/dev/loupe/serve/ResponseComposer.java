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
 * Puts one completion into the words of the API, in one piece or as a stream.
 *
 * @param id of the answer
 * @param created in Unix seconds
 * @param logprobs how many alternatives to give with each token; negative: no {@code logprobs} at all
 */
record ResponseComposer(ServeDialect dialect, String id, long created, String model, int logprobs) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    PlannedResponse answer(IncomingRequest asked, GeneratedCompletion completion) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (asked.wantsStream()) {
            headers.put("content-type", PlannedResponse.EVENTS);
            headers.put("cache-control", "no-cache");
            boolean usage = asked.member("stream_options").path("include_usage").booleanValue();
            return new PlannedResponse(
                    200, headers, new ResponsePayload.Events(events(completion, usage)), DeliveryMode.WHOLE);
        }
        headers.put("content-type", PlannedResponse.JSON);
        ObjectNode json = json(completion);
        headers.putAll(dialect.headers(usd(completion)));
        return new PlannedResponse(200, headers, new ResponsePayload.Json(json), DeliveryMode.WHOLE);
    }

    private ObjectNode json(GeneratedCompletion completion) {
        ObjectNode json = head("chat.completion");
        ArrayNode choices = json.putArray("choices");
        for (int index = 0; index < completion.choices().size(); index++) {
            Choice choice = completion.choices().get(index);
            ObjectNode each = choices.addObject().put("index", index).put("finish_reason", choice.finishReason());
            each.set("logprobs", logprobs < 0 ? NODES.nullNode() : GeneratedLogprobs.of(choice.tokens(), logprobs));
            each.putObject("message")
                    .put("role", "assistant")
                    .put("content", choice.text())
                    .putNull("refusal");
        }
        json.set("usage", usage(completion));
        dialect.decorate(json);
        dialect.billed(json, usd(completion));
        return json;
    }

    /** For each choice its role, its text token by token and its finish, taking turns; then the usage, then the end. */
    private List<Event> events(GeneratedCompletion completion, boolean usage) {
        List<Event> events = new ArrayList<>();
        List<Choice> choices = completion.choices();
        for (int index = 0; index < choices.size(); index++) {
            events.add(chunk(index, NODES.objectNode().put("role", "assistant").put("content", ""), null));
        }
        int longest = choices.stream()
                .mapToInt(choice -> choice.tokens().size())
                .max()
                .orElse(0);
        for (int at = 0; at <= longest; at++) {
            for (int index = 0; index < choices.size(); index++) {
                Choice choice = choices.get(index);
                if (at < choice.tokens().size()) {
                    events.add(token(index, choice.tokens().get(at)));
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
            dialect.billedInStream(last, usd(completion));
            events.add(new Event.Data(last));
        }
        events.add(new Event.Done());
        return dialect.events(events);
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
        int answered = completion.completionTokens();
        return NODES.objectNode()
                .put("prompt_tokens", completion.promptTokens())
                .put("completion_tokens", answered)
                .put("total_tokens", completion.promptTokens() + answered);
    }

    private static BigDecimal usd(GeneratedCompletion completion) {
        return TokenPrice.GEMMA.usd(completion.promptTokens(), completion.completionTokens());
    }
}
