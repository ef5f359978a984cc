package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The messages that every server in the style of chat completions sends: a schema that rejects one is no description. */
final class Ordinary {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHUNK =
            """
            {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1700000000, "model": "m", "choices": %s}""";
    private static final Map<String, String> STREAM = Map.of(
            "1 the first chunk of a stream (it says the role)",
            """
            [{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]""",
            "2 a chunk that carries text",
            """
            [{"index": 0, "delta": {"content": "Hello"}, "finish_reason": null}]""",
            "3 the chunk that finishes a stream",
            """
            [{"index": 0, "delta": {}, "finish_reason": "stop"}]""",
            "4 the chunk that carries usage",
            "[]");

    /** A message and the status that it comes with. */
    record Message(String name, int status, JsonNode json) {}

    private Ordinary() {}

    /** The chunks of an ordinary stream, when the operation documents such a stream. */
    static List<Message> stream(JsonNode root, Spec.Operation operation) {
        List<Message> messages = new ArrayList<>();
        for (Documented answer : documented(root, operation, "text/event-stream")) {
            JsonNode choice = member(root, member(root, answer.schema(), "choices"), "items");
            if (member(root, choice, "delta").isMissingNode()) {
                continue;
            }
            STREAM.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(chunk -> {
                ObjectNode json = json(CHUNK.formatted(chunk.getValue()));
                if (chunk.getValue().equals("[]")) {
                    json.putObject("usage")
                            .put("prompt_tokens", 9)
                            .put("completion_tokens", 1)
                            .put("total_tokens", 10);
                }
                messages.add(
                        new Message(chunk.getKey().substring(2), answer.status(), named(root, answer.schema(), json)));
            });
        }
        return messages;
    }

    /** An answer that calls a tool, when the operation documents answers with tool calls. */
    static List<Message> toolCallAnswer(JsonNode root, Spec.Operation operation) {
        List<Message> messages = new ArrayList<>();
        for (Documented answer : documented(root, operation, "application/json")) {
            JsonNode choice = member(root, member(root, answer.schema(), "choices"), "items");
            if (member(root, member(root, choice, "message"), "tool_calls").isMissingNode()) {
                continue;
            }
            ObjectNode json = json(
                    """
                    {"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "m",
                     "choices": [{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "content": null,
                       "tool_calls": [{"id": "call_1", "type": "function",
                         "function": {"name": "f", "arguments": "{}"}}]}}],
                     "usage": {"prompt_tokens": 9, "completion_tokens": 1, "total_tokens": 10}}""");
            messages.add(
                    new Message("an answer that calls a tool", answer.status(), named(root, answer.schema(), json)));
        }
        return messages;
    }

    private record Documented(int status, JsonNode schema) {}

    private static List<Documented> documented(JsonNode root, Spec.Operation operation, String mediaType) {
        List<Documented> answers = new ArrayList<>();
        operation.node().path("responses").properties().forEach(answer -> {
            JsonNode schema = resolved(
                    root,
                    resolved(root, answer.getValue())
                            .path("content")
                            .path(mediaType)
                            .path("schema"));
            if (answer.getKey().startsWith("2") && schema.isObject()) {
                answers.add(new Documented(answer.getKey().equals("2XX") ? 200 : status(answer.getKey()), schema));
            }
        });
        return answers;
    }

    private static int status(String key) {
        return key.matches("2\\d\\d") ? Integer.parseInt(key) : 200;
    }

    /** The message under a model's name that the schema allows. */
    private static JsonNode named(JsonNode root, JsonNode schema, ObjectNode json) {
        JsonNode model = member(root, schema, "model").path("enum").path(0);
        if (model.isTextual()) {
            json.set("model", model);
        }
        return json;
    }

    private static JsonNode member(JsonNode root, JsonNode schema, String name) {
        return resolved(
                root,
                name.equals("items")
                        ? schema.path("items")
                        : schema.path("properties").path(name));
    }

    private static JsonNode resolved(JsonNode root, JsonNode node) {
        JsonNode target = node;
        for (int hops = 0; hops < 32 && target.path("$ref").isTextual(); hops++) {
            String reference = target.path("$ref").textValue();
            target = SchemaWords.resolves(root, reference) && !reference.equals("#")
                    ? root.at(SchemaWords.pointer(reference))
                    : root.path("none");
        }
        return target;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
