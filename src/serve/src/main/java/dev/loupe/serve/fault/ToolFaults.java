package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.events;
import static dev.loupe.serve.fault.ResponseEdits.json;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.ResponsePayload.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Faults of tool calls. Each calls a tool that the request does not offer. */
final class ToolFaults {
    private static final String ARGUMENTS = "{}";

    private ToolFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "tool.call-not-offered",
                        "calls a tool that the request does not offer, in non-streaming responses without response_format",
                        when(ToolFaults::hasNoFormat, json(root -> call(root, calls -> addCall(calls, "call_1")))),
                        "tool.name-offered",
                        "stream.same-as-json"),
                Fault.response(
                        "tool.empty-id",
                        "sends tool calls with an empty ID in non-streaming responses without response_format",
                        when(ToolFaults::hasNoFormat, json(root -> call(root, calls -> addCall(calls, "")))),
                        "tool.call-complete",
                        "tool.name-offered",
                        "stream.same-as-json"),
                Fault.response(
                        "tool.first-fragment-without-id",
                        "sends the ID of a streamed tool call after its first fragment, without response_format",
                        when(ToolFaults::hasNoFormat, events(ToolFaults::lateId)),
                        "tool.first-fragment-complete",
                        "tool.name-offered",
                        "stream.same-as-json"),
                Fault.response(
                        "tool.same-id",
                        "sends two tool calls with one ID in non-streaming responses without response_format",
                        when(
                                ToolFaults::hasNoFormat,
                                json(root -> call(root, calls -> {
                                    addCall(calls, "call_1");
                                    addCall(calls, "call_1");
                                }))),
                        "tool.call-ids-differ",
                        "tool.name-offered",
                        "stream.same-as-json"));
    }

    private static boolean hasNoFormat(IncomingRequest request) {
        return !request.body().has("response_format");
    }

    private static void call(ObjectNode root, Consumer<ArrayNode> calls) {
        for (JsonNode each : root.path("choices")) {
            ObjectNode choice = (ObjectNode) each;
            if (!choice.path("finish_reason").asText("").equals("stop")) {
                continue;
            }
            calls.accept(((ObjectNode) choice.path("message")).putArray("tool_calls"));
            choice.put("finish_reason", "tool_calls");
        }
    }

    private static void addCall(ArrayNode calls, String id) {
        calls.addObject()
                .put("id", id)
                .put("type", "function")
                .putObject("function")
                .put("name", "look_up")
                .put("arguments", ARGUMENTS);
    }

    /** Adds a tool call whose ID comes with its second fragment. */
    private static List<Event> lateId(List<Event> events) {
        Set<JsonNode> started = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Event.Data data && !ResponseEdits.text(event).isEmpty()) {
                ObjectNode delta = (ObjectNode) data.json().at("/choices/0/delta");
                ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
                if (started.add(data.json().at("/choices/0/index"))) {
                    call.put("type", "function")
                            .putObject("function")
                            .put("name", "look_up")
                            .put("arguments", ARGUMENTS);
                } else {
                    call.put("id", "call_1").putObject("function").put("arguments", "");
                }
            } else if (event instanceof Event.Data data && ResponseEdits.isFinish(event)) {
                ((ObjectNode) data.json().at("/choices/0")).put("finish_reason", "tool_calls");
            }
        }
        return events;
    }
}
