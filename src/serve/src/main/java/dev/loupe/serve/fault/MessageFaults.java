package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.events;
import static dev.loupe.serve.fault.ResponseEdits.finish;
import static dev.loupe.serve.fault.ResponseEdits.json;
import static dev.loupe.serve.fault.ResponseEdits.messages;
import static dev.loupe.serve.fault.ResponseEdits.sequence;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.Tokenizer;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.util.List;

/** Faults of messages and finish reasons. */
final class MessageFaults {
    private MessageFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "message.empty",
                        "sends content null in non-streaming responses without response_format",
                        when(MessageFaults::hasNoFormat, json(MessageFaults::empty)),
                        "message.not-empty",
                        "schema.response-published",
                        "stream.same-as-json",
                        "usage.cost-matches-price"),
                Fault.response(
                        "message.end-turn",
                        "sends finish_reason end_turn",
                        finish(reason -> "end_turn"),
                        "message.finish-reason-known"),
                Fault.response(
                        "message.length-without-limit",
                        "sends finish_reason length without a token limit",
                        when(
                                request -> !request.body().has("max_tokens")
                                        && !request.body().has("max_completion_tokens")
                                        && MessageFaults.hasNoFormat(request),
                                finish(reason -> "length")),
                        "message.length-means-limit"),
                Fault.response(
                        "message.one-choice-more",
                        "sends one more choice than requested in non-streaming responses",
                        json(MessageFaults::oneChoiceMore),
                        "message.choices-as-asked",
                        "stream.same-as-json"),
                Fault.response(
                        "message.prose-for-json",
                        "wraps requested JSON in prose",
                        when(
                                request -> request.property("response_format")
                                        .path("type")
                                        .asText("")
                                        .startsWith("json_"),
                                json(root -> ResponseEdits.replaceText(
                                        root, text -> "Sure! Here is what you asked for: " + text))),
                        "message.json-when-asked"),
                Fault.response(
                        "message.role-user",
                        "sends role user in non-streaming responses",
                        messages(message -> message.put("role", "user")),
                        "message.role-assistant",
                        "schema.response-corrected"),
                Fault.response(
                        "message.stop-included",
                        "includes the stop sequence in the text",
                        sequence(MessageFaults::stopInJson, MessageFaults::stopInStream),
                        "message.stop-text-absent"),
                Fault.response(
                        "message.tool-arguments-broken",
                        "sends tool call arguments that are not JSON in non-streaming responses without response_format",
                        when(MessageFaults::hasNoFormat, json(MessageFaults::invalidToolCall)),
                        "message.tool-arguments-json",
                        "stream.same-as-json",
                        "tool.name-offered"),
                Fault.response(
                        "message.tool-calls-without-calls",
                        "sends finish_reason tool_calls without tool calls",
                        finish(reason -> "tool_calls"),
                        "message.tool-calls-finish"));
    }

    private static boolean hasNoFormat(IncomingRequest request) {
        return !request.body().has("response_format");
    }

    private static void empty(ObjectNode root) {
        ResponseEdits.replaceText(root, text -> "");
        root.path("choices").forEach(choice -> ((ObjectNode) choice.path("message")).putNull("content"));
    }

    private static void oneChoiceMore(ObjectNode root) {
        ArrayNode choices = (ArrayNode) root.path("choices");
        ObjectNode extra = choices.path(0).deepCopy();
        extra.put("index", choices.size());
        choices.add(extra);
    }

    private static void invalidToolCall(ObjectNode root) {
        for (JsonNode each : root.path("choices")) {
            ObjectNode choice = (ObjectNode) each;
            ObjectNode call =
                    ((ObjectNode) choice.path("message")).putArray("tool_calls").addObject();
            call.put("id", "call_1").put("type", "function");
            call.putObject("function").put("name", "look_up").put("arguments", "{what: gems}");
            choice.put("finish_reason", "tool_calls");
        }
    }

    private static String stop(IncomingRequest request) {
        JsonNode stop = request.property("stop");
        return (stop.isArray() ? stop.path(0) : stop).asText("");
    }

    private static PlannedResponse stopInJson(IncomingRequest request, PlannedResponse planned) {
        String stop = stop(request);
        return stop.isEmpty()
                ? planned
                : json(root -> {
                            boolean stopped = root.at("/choices/0/finish_reason")
                                    .asText("")
                                    .equals("stop");
                            ResponseEdits.replaceText(root, text -> stopped ? text + stop : text);
                        })
                        .apply(request, planned);
    }

    private static PlannedResponse stopInStream(IncomingRequest request, PlannedResponse planned) {
        String stop = stop(request);
        if (stop.isEmpty() || !(planned.payload() instanceof ResponsePayload.Events stream)) {
            return planned;
        }
        List<Event> events = stream.events();
        for (int at = 0; at < events.size(); at++) {
            if (events.get(at) instanceof Event.Data finish
                    && finish.json().at("/choices/0/finish_reason").asText("").equals("stop")) {
                ObjectNode text = finish.json().deepCopy();
                ObjectNode choice = (ObjectNode) text.at("/choices/0");
                choice.putNull("finish_reason").putObject("delta").put("content", stop);
                int before = at;
                return sequence(
                                events(list -> {
                                    list.add(before, new Event.Data(text));
                                    return list;
                                }),
                                ResponseEdits.usage(usage -> ResponseEdits.count(
                                        usage,
                                        ResponseEdits.prompt(usage),
                                        ResponseEdits.completion(usage) + Tokenizer.count(stop))))
                        .apply(request, planned);
            }
        }
        return planned;
    }
}
