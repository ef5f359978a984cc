package dev.loupe.probe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The properties that another property of the request requires; without them servers reject it. */
final class RequiredCompanions {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final ObjectNode TOOLS =
            question(ToolProbes.QUESTION).set("tools", NODES.arrayNode().add(ToolProbes.tool(false)));

    private static final Map<String, ObjectNode> COMPANIONS = Map.of(
            "stream_options", NODES.objectNode().put("stream", true),
            "response_format", question(TypicalValues.JSON_QUESTION),
            "top_logprobs", NODES.objectNode().put("logprobs", true),
            "tools", question(ToolProbes.QUESTION),
            "tool_choice", TOOLS,
            "parallel_tool_calls", TOOLS);

    private RequiredCompanions() {}

    private static ObjectNode question(String text) {
        return NODES.objectNode().set("messages", NODES.arrayNode().add(ProbeBuilder.message("user", text)));
    }

    /** The request with the properties that this one requires, as far as the contract allows them. */
    static ObjectNode added(ProbeBuilder builder, ObjectNode request, String property) {
        ObjectNode companions = COMPANIONS.getOrDefault(property, NODES.objectNode());
        ObjectNode with = request.deepCopy().setAll(companions.deepCopy());
        return companions.isEmpty() || builder.allows(with) ? with : request;
    }
}
