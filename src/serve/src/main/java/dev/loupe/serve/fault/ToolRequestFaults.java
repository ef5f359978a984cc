package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.choices;
import static dev.loupe.serve.fault.ResponseEdits.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.model.SampleInstances;
import dev.loupe.serve.response.IncomingRequest;
import java.util.List;
import java.util.function.BiConsumer;

/** Faults of non-streaming responses to requests with tools. */
final class ToolRequestFaults {
    private ToolRequestFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "tool.arguments-empty",
                        "sends an empty object as the arguments of a required tool call",
                        when(
                                request -> isRequired(request) && !isStrict(request),
                                choices(ToolRequestFaults::emptyArguments)),
                        "tool.arguments-match-schema"),
                Fault.response(
                        "tool.called-under-none",
                        "calls a tool although tool_choice is none",
                        when(request -> choiceOf(request).equals("none"), edit(ToolRequestFaults::call)),
                        "tool.choice-obeyed"),
                Fault.response(
                        "tool.legacy-call",
                        "calls an offered tool with the deprecated function_call",
                        when(ToolRequestFaults::isOffered, edit(ToolRequestFaults::legacyCall)),
                        "tool.no-legacy-call"),
                Fault.response(
                        "tool.markup-in-text",
                        "writes the call of an offered tool into the text",
                        when(ToolRequestFaults::isOffered, edit(ToolRequestFaults::markup)),
                        "message.no-tool-markup"),
                Fault.response(
                        "tool.strict-ignored",
                        "sends an empty object as the arguments of a strict tool",
                        when(
                                request -> isRequired(request) && isStrict(request),
                                choices(ToolRequestFaults::emptyArguments)),
                        "tool.strict-arguments"));
    }

    private static String choiceOf(IncomingRequest request) {
        return request.property("tool_choice").asText("");
    }

    private static boolean isRequired(IncomingRequest request) {
        return choiceOf(request).equals("required");
    }

    /** Whether the model may decide to call a tool. */
    private static boolean isOffered(IncomingRequest request) {
        return !request.property("tools").isEmpty() && !request.body().has("tool_choice");
    }

    private static JsonNode function(IncomingRequest request) {
        return request.property("tools").path(0).path("function");
    }

    private static boolean isStrict(IncomingRequest request) {
        return function(request).path("strict").asBoolean(false);
    }

    private static ResponseTransformation edit(BiConsumer<IncomingRequest, ObjectNode> change) {
        return (request, planned) ->
                choices(choice -> change.accept(request, choice)).apply(request, planned);
    }

    private static String arguments(IncomingRequest request) {
        return SampleInstances.of(function(request).path("parameters"))
                .map(JsonNode::toString)
                .orElse("{}");
    }

    private static void describe(ObjectNode call, IncomingRequest request) {
        call.put("name", function(request).path("name").asText("")).put("arguments", arguments(request));
    }

    private static void emptyArguments(ObjectNode choice) {
        for (JsonNode call : choice.path("message").path("tool_calls")) {
            ((ObjectNode) call.path("function")).put("arguments", "{}");
        }
    }

    private static void call(IncomingRequest request, ObjectNode choice) {
        ObjectNode message = (ObjectNode) choice.path("message");
        ObjectNode call = message.putArray("tool_calls").addObject();
        describe(call.put("id", "call_1").put("type", "function").putObject("function"), request);
        choice.put("finish_reason", "tool_calls");
    }

    private static void legacyCall(IncomingRequest request, ObjectNode choice) {
        describe(((ObjectNode) choice.path("message")).putObject("function_call"), request);
        choice.put("finish_reason", "function_call");
    }

    private static void markup(IncomingRequest request, ObjectNode choice) {
        ObjectNode message = (ObjectNode) choice.path("message");
        message.put(
                "content",
                message.path("content").asText("") + "\n<tool_call>\n{\"name\": \""
                        + function(request).path("name").asText("") + "\", \"arguments\": " + arguments(request)
                        + "}\n</tool_call>");
    }
}
