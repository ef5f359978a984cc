package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * ImportedMessages in attributes with numbers, as OpenLLMetry ({@code gen_ai.prompt.0.role}) and OpenInference ({@code
 * llm.input_messages.0.message.role}) write them.
 */
final class OtlpIndexedMessages {
    private static final int MOST = 10_000;
    private static final List<String> ID = List.of("id", "tool_call.id");
    private static final List<String> NAME = List.of("name", "tool_call.function.name");
    private static final List<String> ARGUMENTS = List.of("arguments", "tool_call.function.arguments");

    private OtlpIndexedMessages() {}

    static ArrayNode requests(JsonNode attributes) {
        return first(attributes, "gen_ai.prompt.", "llm.input_messages.");
    }

    static ArrayNode responses(JsonNode attributes) {
        return first(attributes, "gen_ai.completion.", "llm.output_messages.");
    }

    private static ArrayNode first(JsonNode attributes, String openLlmetry, String openInference) {
        ArrayNode messages = messages(attributes, openLlmetry, "");
        return messages.isEmpty() ? messages(attributes, openInference, "message.") : messages;
    }

    private static ArrayNode messages(JsonNode attributes, String prefix, String inner) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < MOST; i++) {
            String at = prefix + i + "." + inner;
            ObjectNode message = JsonNodeFactory.instance.objectNode();
            for (String name : List.of("role", "content", "finish_reason", "tool_call_id")) {
                if (attributes.hasNonNull(at + name)) {
                    message.set(name, attributes.get(at + name));
                }
            }
            ArrayNode calls = calls(attributes, at + "tool_calls.");
            if (!calls.isEmpty()) {
                message.set("tool_calls", calls);
            }
            if (message.isEmpty()) {
                return messages;
            }
            messages.add(message);
        }
        return messages;
    }

    private static ArrayNode calls(JsonNode attributes, String prefix) {
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < MOST; i++) {
            JsonNode name = value(attributes, prefix + i + ".", NAME);
            if (!name.isTextual()) {
                return calls;
            }
            ObjectNode call = calls.addObject();
            JsonNode id = value(attributes, prefix + i + ".", ID);
            if (id.isTextual()) {
                call.set("id", id);
            }
            ObjectNode function = call.put("type", "function").putObject("function");
            function.set("name", name);
            JsonNode arguments = value(attributes, prefix + i + ".", ARGUMENTS);
            if (arguments.isTextual()) {
                function.set("arguments", arguments);
            }
        }
        return calls;
    }

    private static JsonNode value(JsonNode attributes, String prefix, List<String> names) {
        return ImportedMessages.first(
                attributes, names.stream().map(name -> prefix + name).toList());
    }
}
