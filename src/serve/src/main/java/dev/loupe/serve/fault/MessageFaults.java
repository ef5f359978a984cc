package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.events;
import static dev.loupe.serve.fault.ResponseEdits.finish;
import static dev.loupe.serve.fault.ResponseEdits.inTurn;
import static dev.loupe.serve.fault.ResponseEdits.json;
import static dev.loupe.serve.fault.ResponseEdits.messages;
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

/** Faults of messages and of why they end. */
final class MessageFaults {
    private MessageFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.answer(
                        "message.empty",
                        "answers in one piece with null for a text, where no format was asked for",
                        when(MessageFaults::isFree, json(MessageFaults::empty)),
                        "message.not-empty",
                        "schema.response-published",
                        "stream.same-as-json",
                        "usage.cost-matches-price"),
                Fault.answer(
                        "message.end-turn",
                        "says the finish reason end_turn",
                        finish(reason -> "end_turn"),
                        "message.finish-reason-known",
                        "schema.response-corrected"),
                Fault.answer(
                        "message.length-without-limit",
                        "says that an answer was cut at a limit where there is none",
                        when(
                                asked -> !asked.body().has("max_tokens")
                                        && !asked.body().has("max_completion_tokens")
                                        && MessageFaults.isFree(asked),
                                finish(reason -> "length")),
                        "message.length-means-limit"),
                Fault.answer(
                        "message.one-choice-more",
                        "answers in one piece with one choice more than asked for",
                        json(MessageFaults::oneChoiceMore),
                        "message.choices-as-asked",
                        "stream.same-as-json"),
                Fault.answer(
                        "message.prose-for-json",
                        "wraps JSON that was asked for in prose",
                        when(
                                asked -> asked.member("response_format")
                                        .path("type")
                                        .asText("")
                                        .startsWith("json_"),
                                json(root -> ResponseEdits.retell(
                                        root, text -> "Sure! Here is what you asked for: " + text))),
                        "message.json-when-asked"),
                Fault.answer(
                        "message.role-user",
                        "says in one piece that the message is the user's",
                        messages(message -> message.put("role", "user")),
                        "message.role-assistant",
                        "schema.response-corrected"),
                Fault.answer(
                        "message.stop-included",
                        "leaves a stop sequence in the text",
                        inTurn(MessageFaults::stopInJson, MessageFaults::stopInStream),
                        "message.stop-text-absent"),
                Fault.answer(
                        "message.tool-arguments-broken",
                        "calls a tool with arguments that are not JSON, in one piece, where no format was asked for",
                        when(MessageFaults::isFree, json(MessageFaults::brokenToolCall)),
                        "message.tool-arguments-json",
                        "stream.same-as-json"),
                Fault.answer(
                        "message.tool-calls-without-calls",
                        "says the finish reason tool_calls and calls none",
                        finish(reason -> "tool_calls"),
                        "message.tool-calls-finish"));
    }

    private static boolean isFree(IncomingRequest asked) {
        return !asked.body().has("response_format");
    }

    private static void empty(ObjectNode root) {
        ResponseEdits.retell(root, text -> "");
        root.path("choices").forEach(choice -> ((ObjectNode) choice.path("message")).putNull("content"));
    }

    private static void oneChoiceMore(ObjectNode root) {
        ArrayNode choices = (ArrayNode) root.path("choices");
        ObjectNode more = choices.path(0).deepCopy();
        more.put("index", choices.size());
        choices.add(more);
    }

    private static void brokenToolCall(ObjectNode root) {
        for (JsonNode each : root.path("choices")) {
            ObjectNode choice = (ObjectNode) each;
            ObjectNode call =
                    ((ObjectNode) choice.path("message")).putArray("tool_calls").addObject();
            call.put("id", "call_1").put("type", "function");
            call.putObject("function").put("name", "look_up").put("arguments", "{what: gems}");
            choice.put("finish_reason", "tool_calls");
        }
    }

    private static String stop(IncomingRequest asked) {
        JsonNode stop = asked.member("stop");
        return (stop.isArray() ? stop.path(0) : stop).asText("");
    }

    private static PlannedResponse stopInJson(IncomingRequest asked, PlannedResponse planned) {
        String stop = stop(asked);
        return stop.isEmpty()
                ? planned
                : json(root -> {
                            boolean whole = root.at("/choices/0/finish_reason")
                                    .asText("")
                                    .equals("stop");
                            ResponseEdits.retell(root, text -> whole ? text + stop : text);
                        })
                        .apply(asked, planned);
    }

    private static PlannedResponse stopInStream(IncomingRequest asked, PlannedResponse planned) {
        String stop = stop(asked);
        if (stop.isEmpty() || !(planned.said() instanceof ResponsePayload.Events stream)) {
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
                return inTurn(
                                events(list -> {
                                    list.add(before, new Event.Data(text));
                                    return list;
                                }),
                                ResponseEdits.usage(usage -> ResponseEdits.count(
                                        usage,
                                        ResponseEdits.prompt(usage),
                                        ResponseEdits.completion(usage) + Tokenizer.count(stop))))
                        .apply(asked, planned);
            }
        }
        return planned;
    }
}
