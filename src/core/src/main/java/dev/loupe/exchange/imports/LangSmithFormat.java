package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs of LangSmith, whose messages are those of LangChain or of the API. */
final class LangSmithFormat implements ImportFormat.OfRecord {
    private static final Map<String, String> ROLES =
            Map.of("human", "user", "ai", "assistant", "system", "system", "tool", "tool");

    private static final List<String> COUNTS = List.of("prompt_tokens", "completion_tokens", "total_tokens");

    @Override
    public String name() {
        return "langsmith";
    }

    @Override
    public boolean matches(JsonNode log) {
        JsonNode outputs = ImportedMessages.unquoted(log.path("outputs"));
        return log.path("run_type").isTextual()
                && (outputs.path("generations").isArray()
                        || (ImportedMessages.isResponse(outputs) && ImportedMessages.isRequest(request(log))));
    }

    /** A request of the API; its wrapper for the client writes some parameters, such as the tools, among its own data alone. */
    private static ObjectNode request(JsonNode log) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        if (ImportedMessages.unquoted(log.path("inputs")) instanceof ObjectNode inputs) {
            request.setAll(inputs);
        }
        LoggedCall.addMissing(request, parameters(log));
        return request;
    }

    private static JsonNode parameters(JsonNode log) {
        return ImportedMessages.unquoted(log.path("extra")).path("invocation_params");
    }

    @Override
    public void read(JsonNode log, EntrySink sink) throws ImportException {
        JsonNode outputs = ImportedMessages.unquoted(log.path("outputs"));
        if (!outputs.path("generations").isArray()) {
            ObjectNode run = log.deepCopy();
            run.set("inputs", request(log));
            new LogFormat().read(run, sink);
            return;
        }
        JsonNode inputs = ImportedMessages.unquoted(log.path("inputs")).path("messages");
        JsonNode parameters = parameters(log);
        LoggedCall call = new LoggedCall();
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        // one list of messages for each prompt of a batch; a run has one
        (inputs.path(0).isArray() ? inputs.path(0) : inputs).forEach(message -> messages.add(message(message)));
        JsonNode generations = outputs.path("generations");
        for (JsonNode generation : generations.path(0).isArray() ? generations.path(0) : generations) {
            call.choice(
                    message(generation.path("message")),
                    generation.path("generation_info").path("finish_reason"));
        }
        if (messages.isEmpty() || !call.hasChoices() || isUnknown(messages)) {
            sink.skipped("its messages are not those of a chat");
            return;
        }
        call.requested("model", ImportedMessages.first(parameters, List.of("model", "model_name")));
        call.requested("messages", messages);
        call.parametersAmong(parameters);
        call.responded("model", outputs.path("llm_output").path("model_name"));
        call.usage(
                outputs.path("llm_output").path("token_usage"),
                Map.of(COUNTS.get(0), COUNTS.get(0), COUNTS.get(1), COUNTS.get(1), COUNTS.get(2), COUNTS.get(2)));
        call.emit(ImportedMessages.time(log.path("start_time")), sink);
    }

    /** The type of a message, or the beginning of the name of its class. */
    private static String type(JsonNode serialized, JsonNode kwargs) {
        JsonNode id = serialized.path("id");
        return kwargs.path("type")
                .asText(
                        id.isArray()
                                ? id.path(id.size() - 1)
                                        .asText("")
                                        .replace("Message", "")
                                        .toLowerCase(Locale.ROOT)
                                : serialized.path("type").asText(""));
    }

    private static boolean isUnknown(ArrayNode messages) {
        return messages.valueStream().anyMatch(message -> !message.has("role"));
    }

    /** A message as LangChain serializes it: with the name of its class, or with its type. */
    private static ObjectNode message(JsonNode serialized) {
        JsonNode fields = ImportedMessages.first(serialized, List.of("kwargs", "data"));
        JsonNode kwargs = fields.isObject() ? fields : serialized;
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        String type = type(serialized, kwargs);
        if (ROLES.containsKey(type)) {
            message.put("role", ROLES.get(type));
        }
        if (kwargs.has("content")) {
            message.set("content", kwargs.get("content"));
        }
        JsonNode calls = kwargs.path("additional_kwargs").path("tool_calls");
        if (calls.isArray()) {
            message.set("tool_calls", calls);
        }
        if (kwargs.path("tool_call_id").isTextual()) {
            message.set("tool_call_id", kwargs.get("tool_call_id"));
        }
        return message;
    }
}
