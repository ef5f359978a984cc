package dev.loupe.probe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.ProbeInfo.Permission;
import java.util.Set;

/** Requests with tools: each determines what a response must or must not call. */
final class ToolProbes {
    static final String QUESTION = "What does a gram of amber cost? Use a tool where you can.";

    private static final String TOOL = "price_of_gem";

    private static final Set<String> AREAS = Set.of("tools", "tool_choice", "parallel_tool_calls");

    private ToolProbes() {}

    static void add(ProbeBuilder builder) {
        if (!builder.declares("tools")) {
            return;
        }
        ObjectNode plain = request(builder, false);
        String offered =
                probe(builder, "tools/offered", "a request that offers tools", "/tools", plain, ProbeBuilder.BASELINE);
        if (builder.declares("tool_choice")) {
            String at = "/tool_choice";
            ObjectNode required = plain.deepCopy().put("tool_choice", "required");
            ObjectNode named = plain.deepCopy();
            named.set("tool_choice", choice());
            ObjectNode strict = request(builder, true).put("tool_choice", "required");
            probe(
                    builder,
                    "tool_choice/none",
                    "no call is allowed",
                    at,
                    plain.deepCopy().put("tool_choice", "none"),
                    offered);
            String id = probe(builder, "tool_choice/required", "a call is required", at, required, offered);
            probe(builder, "tool_choice/named", "the call of one tool is required", at, named, offered);
            probe(builder, "tool_choice/strict", "a call of a strict tool is required", at, strict, id);
            if (builder.declares("stream")) {
                ObjectNode streamed = required.deepCopy().put("stream", true);
                probe(
                        builder,
                        "tool_choice/required-streamed",
                        "a call is required in a stream",
                        "/stream",
                        streamed,
                        id);
            }
        }
        if (builder.declares("parallel_tool_calls")) {
            ObjectNode single = plain.deepCopy().put("parallel_tool_calls", false);
            String tests = "at most one call is allowed";
            probe(builder, "parallel_tool_calls/false", tests, "/parallel_tool_calls", single, offered);
        }
    }

    /** Whether the response to this probe calls tools or not, which varies. */
    static boolean isAbout(Probe probe) {
        return probe.probed().corrected() == Permission.ALLOWED
                && AREAS.contains(probe.id().substring(0, Math.max(0, probe.id().indexOf('/'))));
    }

    private static String probe(
            ProbeBuilder builder, String id, String tests, String at, ObjectNode body, String control) {
        return BehaviourProbes.add(builder, id, tests, at, body, control, ProbeCandidate.FIRST);
    }

    /** The message of an assistant that calls the tool; a message of the role tool must follow it. */
    static ObjectNode call(String id) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        message.putNull("content");
        message.putArray("tool_calls")
                .addObject()
                .put("id", id)
                .put("type", "function")
                .putObject("function")
                .put("name", TOOL)
                .put("arguments", "{\"gem\": \"amber\", \"grams\": 1}");
        return message;
    }

    /** A request that offers the tool. */
    static ObjectNode request(ProbeBuilder builder, boolean strict) {
        ObjectNode request = builder.withPrompt(QUESTION);
        request.putArray("tools").add(tool(strict));
        return request;
    }

    static ObjectNode tool(boolean strict) {
        ObjectNode tool = JsonNodeFactory.instance.objectNode().put("type", "function");
        ObjectNode function = tool.putObject("function").put("name", TOOL).put("description", "The price of a gem.");
        if (strict) {
            function.put("strict", true);
        }
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        ObjectNode properties = parameters.putObject("properties");
        properties.putObject("gem").put("type", "string");
        properties.putObject("grams").put("type", "integer").put("minimum", 1);
        parameters.putArray("required").add("gem").add("grams");
        parameters.put("additionalProperties", false);
        return tool;
    }

    /** The value of {@code tool_choice} that requires a call of the tool. */
    static ObjectNode choice() {
        ObjectNode choice = JsonNodeFactory.instance.objectNode().put("type", "function");
        choice.putObject("function").put("name", TOOL);
        return choice;
    }
}
