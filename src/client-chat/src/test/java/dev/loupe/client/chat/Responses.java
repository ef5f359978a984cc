package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Requests and responses for tests. */
final class Responses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Responses() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(text, invalid);
        }
    }

    static JsonNode request() {
        return json("{'model':'m','messages':[{'role':'user','content':'Hi'}],'temperature':0.10}");
    }

    static JsonNode text(String content) {
        return text(content, "stop");
    }

    static JsonNode text(String content, String finishReason) {
        ObjectNode response = JSON.createObjectNode();
        ObjectNode choice = response.putArray("choices").addObject();
        choice.put("finish_reason", finishReason);
        choice.putObject("message").put("role", "assistant").put("content", content);
        return response;
    }

    /** A response with calls, each as id, name, arguments. */
    static JsonNode calls(String... idNameArguments) {
        ObjectNode response = JSON.createObjectNode();
        ObjectNode choice = response.putArray("choices").addObject();
        choice.put("finish_reason", "tool_calls");
        ObjectNode message =
                choice.putObject("message").put("role", "assistant").putNull("content");
        ArrayNode calls = message.putArray("tool_calls");
        for (int i = 0; i < idNameArguments.length; i += 3) {
            calls.addObject()
                    .put("id", idNameArguments[i])
                    .put("type", "function")
                    .putObject("function")
                    .put("name", idNameArguments[i + 1])
                    .put("arguments", idNameArguments[i + 2]);
        }
        return response;
    }
}
