package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of OpenTelemetry GenAI, which consist of parts, as messages of chat completions. */
final class OtlpMessages {
    /** Parameters of the request by the attribute that holds them. */
    private static final Map<String, String> PARAMETERS = new TreeMap<>(Map.ofEntries(
            Map.entry("gen_ai.request.max_tokens", "max_tokens"),
            Map.entry("gen_ai.request.temperature", "temperature"),
            Map.entry("gen_ai.request.top_p", "top_p"),
            Map.entry("gen_ai.request.top_k", "top_k"),
            Map.entry("gen_ai.request.seed", "seed"),
            Map.entry("gen_ai.request.frequency_penalty", "frequency_penalty"),
            Map.entry("gen_ai.request.presence_penalty", "presence_penalty"),
            Map.entry("gen_ai.request.stop_sequences", "stop"),
            Map.entry("gen_ai.request.choice.count", "n")));

    private static final List<String> MODEL = List.of("gen_ai.request.model", "llm.request.model", "llm.model_name");
    private static final Map<String, String> USAGE = Map.of(
            "prompt_tokens", "gen_ai.usage.input_tokens",
            "completion_tokens", "gen_ai.usage.output_tokens",
            "total_tokens", "llm.usage.total_tokens");
    private static final Map<String, String> OPEN_LLMETRY_USAGE = Map.of(
            "prompt_tokens", "gen_ai.usage.prompt_tokens",
            "completion_tokens", "gen_ai.usage.completion_tokens",
            "total_tokens", "llm.usage.total_tokens");
    private static final Map<String, String> OPEN_INFERENCE_USAGE = Map.of(
            "prompt_tokens", "llm.token_count.prompt",
            "completion_tokens", "llm.token_count.completion",
            "total_tokens", "llm.token_count.total");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OtlpMessages() {}

    static LoggedCall call(JsonNode attributes, JsonNode input, JsonNode output) {
        LoggedCall call = new LoggedCall();
        call.requested("model", ImportedMessages.first(attributes, MODEL));
        ArrayNode messages = NODES.arrayNode();
        JsonNode instructions = ImportedMessages.unquoted(attributes.path("gen_ai.system_instructions"));
        if (instructions.isArray() && !instructions.isEmpty()) {
            message(NODES.objectNode().put("role", "system").set("parts", instructions), messages);
        }
        input.forEach(message -> message(message, messages));
        call.requested("messages", messages);
        PARAMETERS.forEach((attribute, parameter) -> call.requested(parameter, attributes.path(attribute)));
        call.requested("tools", tools(ImportedMessages.unquoted(attributes.path("gen_ai.tool.definitions"))));
        call.responded("id", attributes.path("gen_ai.response.id"));
        call.responded("model", attributes.path("gen_ai.response.model"));
        JsonNode reasons = ImportedMessages.unquoted(attributes.path("gen_ai.response.finish_reasons"));
        for (int i = 0; i < output.size(); i++) {
            ArrayNode one = NODES.arrayNode();
            message(output.get(i), one);
            JsonNode reason = output.get(i).path("finish_reason");
            call.choice(one.path(0), reason(reason.isTextual() ? reason : reasons.path(i)));
        }
        call.usage(attributes, USAGE);
        call.usage(attributes, OPEN_LLMETRY_USAGE);
        call.usage(attributes, OPEN_INFERENCE_USAGE);
        return call;
    }

    /** A call that the SDK of Pydantic wrote for a client of OpenAI: the request, and what it read of the response. */
    static @Nullable LoggedCall ofLogfire(JsonNode attributes) {
        JsonNode request = ImportedMessages.unquoted(attributes.path("request_data"));
        JsonNode response = ImportedMessages.unquoted(attributes.path("response_data"));
        LoggedCall call = new LoggedCall();
        // the text of a stream
        JsonNode output = ImportedMessages.first(response, List.of("message", "combined_chunk_content"));
        if (!call.asked(request) || !call.responded(output)) {
            return null;
        }
        call.responded("id", attributes.path("gen_ai.response.id"));
        call.responded("model", attributes.path("gen_ai.response.model"));
        for (String count : USAGE.keySet()) {
            call.usage(response.path("usage"), Map.of(count, count));
        }
        return call;
    }

    /** The conventions, and the AI SDK, name some finish reasons differently. */
    private static JsonNode reason(JsonNode reason) {
        return switch (reason.asText("")) {
            case "tool_call", "tool-calls" -> NODES.textNode("tool_calls");
            case "content-filter" -> NODES.textNode("content_filter");
            default -> reason;
        };
    }

    /** The response in a span of the AI SDK; no message when it has something else than text. */
    static ArrayNode ofAiSdk(JsonNode attributes) {
        ArrayNode output = NODES.arrayNode();
        JsonNode text = attributes.path("ai.response.text");
        if (text.isTextual() && !attributes.has("ai.response.toolCalls")) {
            output.addObject()
                    .put("role", "assistant")
                    .put("content", text.textValue())
                    .set("finish_reason", attributes.path("ai.response.finishReason"));
        }
        return output;
    }

    /** The definitions that have the form of the API; others stay absent. */
    private static JsonNode tools(JsonNode definitions) {
        boolean sameForm = definitions.isArray()
                && definitions.valueStream().allMatch(tool -> tool.path("function")
                        .isObject());
        return sameForm ? definitions : NODES.missingNode();
    }

    /** Adds a message; each response of a tool is a message of its own. */
    private static void message(JsonNode logged, ArrayNode messages) {
        ObjectNode message = NODES.objectNode();
        if (logged.path("role").isTextual()) {
            message.set("role", logged.get("role"));
        }
        ArrayNode content = NODES.arrayNode();
        ArrayNode calls = NODES.arrayNode();
        int responses = 0;
        for (JsonNode part : logged.path("parts")) {
            switch (part.path("type").asText("")) {
                case "text" -> content.add(part(part));
                case "tool_call" -> calls.add(toolCall(part));
                case "tool_call_response" -> {
                    messages.add(toolResponse(part));
                    responses++;
                }
                case "uri" -> content.add(image(part));
                default -> {
                    // reasoning and parts of other APIs have no counterpart
                }
            }
        }
        if (logged.path("parts").isMissingNode()) {
            for (String name : List.of("content", "tool_calls", "tool_call_id")) {
                if (logged.has(name)) {
                    message.set(name, logged.get(name));
                }
            }
        } else if (content.size() == 1 && content.get(0).path("type").asText("").equals("text")) {
            message.set("content", content.get(0).path("text"));
        } else if (!content.isEmpty()) {
            message.set("content", content);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        if (responses == 0 || !content.isEmpty() || !calls.isEmpty()) {
            messages.add(message);
        }
    }

    private static ObjectNode part(JsonNode part) {
        return NODES.objectNode()
                .put("type", "text")
                .put("text", part.path("content").asText(""));
    }

    private static ObjectNode image(JsonNode part) {
        ObjectNode image = NODES.objectNode().put("type", "image_url");
        image.putObject("image_url").put("url", part.path("uri").asText(""));
        return image;
    }

    private static ObjectNode toolCall(JsonNode part) {
        ObjectNode call = NODES.objectNode();
        if (part.hasNonNull("id")) {
            call.set("id", part.get("id"));
        }
        call.put("type", "function");
        JsonNode arguments = part.path("arguments");
        ObjectNode function = call.putObject("function");
        function.put("name", part.path("name").asText(""));
        if (arguments.isTextual() || arguments.isContainerNode()) {
            function.put("arguments", arguments.isTextual() ? arguments.textValue() : arguments.toString());
        }
        return call;
    }

    private static ObjectNode toolResponse(JsonNode part) {
        ObjectNode message = NODES.objectNode().put("role", "tool");
        if (part.hasNonNull("id")) {
            message.set("tool_call_id", part.get("id"));
        }
        JsonNode response = ImportedMessages.first(part, List.of("response", "result", "content"));
        if (!response.isMissingNode()) {
            message.put("content", response.isTextual() ? response.textValue() : response.toString());
        }
        return message;
    }
}
