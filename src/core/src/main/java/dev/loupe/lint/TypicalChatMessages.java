package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages that every chat completions server sends; a schema that rejects one is wrong. */
public final class TypicalChatMessages {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHUNK =
            """
            {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": "m", "choices": %s}""";
    private static final String TOOL_CALL =
            """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "m",
             "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": null,
               "tool_calls": [{"id": "call_1", "type": "function",
                 "function": {"name": "f", "arguments": "{}"}}]}}],
             "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10}}""";

    /** A message and its name. */
    public record Message(String name, JsonNode json) {
        /** The sentence for a schema that rejects it. */
        public String rejected(InstanceViolation mismatch) {
            return name + " is rejected at " + mismatch.at() + ": " + mismatch.message();
        }
    }

    private TypicalChatMessages() {}

    /** The kinds of chunks of a typical stream. */
    public static List<Message> stream(ApplicableSchemas schema) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put(
                "the first chunk of a stream (with the role)",
                """
                [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]""");
        choices.put(
                "a chunk with text",
                """
                [{"index": 0, "delta": {"content": "Hello"}, "finish_reason": null}]""");
        choices.put(
                "the chunk with finish_reason",
                """
                [{"index": 0, "delta": {}, "finish_reason": "stop"}]""");
        List<Message> messages = new ArrayList<>();
        choices.forEach((name, value) -> messages.add(new Message(name, named(schema, json(CHUNK.formatted(value))))));
        ObjectNode last = json(CHUNK.formatted("[]"));
        last.putObject("usage")
                .put("prompt_tokens", 9)
                .put("completion_tokens", 1)
                .put("total_tokens", 10);
        messages.add(new Message("the chunk with usage", named(schema, last)));
        return messages;
    }

    /** A response with a tool call. */
    public static List<Message> toolCall(ApplicableSchemas schema) {
        return List.of(new Message("a response with a tool call", named(schema, json(TOOL_CALL))));
    }

    /** The names of all properties of these messages. */
    static Set<String> propertyNames(List<Message> messages) {
        Set<String> names = new HashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>();
        messages.forEach(message -> open.add(message.json()));
        while (!open.isEmpty()) {
            JsonNode node = open.remove();
            node.fieldNames().forEachRemaining(names::add);
            node.forEach(open::add);
        }
        return names;
    }

    /** The message with a model name that the schema allows. */
    private static ObjectNode named(ApplicableSchemas schema, ObjectNode json) {
        schema.property("model").firstEnumValue().ifPresent(model -> json.set("model", model));
        return json;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
