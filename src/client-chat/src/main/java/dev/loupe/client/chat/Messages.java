package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Messages of a request as JSON, which the types of every client can read. */
public final class Messages {
    /** The properties of a response message that a request may have; others, such as annotations, are rejected by some servers. */
    private static final List<String> SENT_BACK =
            List.of("content", "refusal", "tool_calls", "function_call", "reasoning_details");

    private Messages() {}

    /** A message with a role and text. */
    public static ObjectNode text(String role, String content) {
        return message(role).put("content", content);
    }

    /** A user message with text and images. */
    public static ObjectNode user(String text, List<ImageContent> images) {
        if (images.isEmpty()) {
            return text("user", text);
        }
        ObjectNode message = message("user");
        ArrayNode parts = message.putArray("content");
        parts.addObject().put("type", "text").put("text", text);
        images.forEach(image -> parts.add(image.part()));
        return message;
    }

    /** The result of a tool call. */
    public static ObjectNode toolResult(String callId, String content) {
        return message("tool").put("tool_call_id", callId).put("content", content);
    }

    /** The first choice of a response as a message of the next request, with its tool calls. */
    public static ObjectNode ofResponse(Object response) {
        JsonNode from = ChatJson.message(ChatJson.choice(response));
        ObjectNode message = message("assistant");
        for (String name : SENT_BACK) {
            JsonNode value = from.path(name);
            if (!value.isMissingNode() && !value.isNull()) {
                message.set(name, value.deepCopy());
            }
        }
        if (from.path("audio").path("id").isTextual()) {
            message.putObject("audio").set("id", from.path("audio").get("id"));
        }
        if (!message.has("content")) {
            if (message.path("tool_calls").isEmpty() && !message.has("function_call") && !message.has("audio")) {
                message.put("content", "");
            } else {
                message.putNull("content");
            }
        }
        return message;
    }

    static String error(String message) {
        return TypedJson.PLAIN.createObjectNode().put("error", message).toString();
    }

    private static ObjectNode message(String role) {
        return TypedJson.PLAIN.createObjectNode().put("role", role);
    }
}
