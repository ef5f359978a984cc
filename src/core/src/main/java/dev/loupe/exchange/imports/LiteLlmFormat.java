package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** StandardLoggingPayload of LiteLLM. Its response is what LiteLLM made of the provider's, with null for absent properties. */
final class LiteLlmFormat implements ImportFormat.OfRecord {
    @Override
    public String name() {
        return "litellm";
    }

    @Override
    public boolean matches(JsonNode log) {
        return isPayload(payload(log));
    }

    /** The payload, also in the arguments of a callback. */
    private static JsonNode payload(JsonNode log) {
        JsonNode inner = log.path("standard_logging_object");
        return inner.isObject() ? inner : log;
    }

    private static boolean isPayload(JsonNode log) {
        return log.has("call_type") && log.has("messages") && log.has("response");
    }

    @Override
    public void read(JsonNode record, EntrySink sink) {
        JsonNode log = payload(record);
        String type = log.path("call_type").asText("");
        JsonNode messages = ImportedMessages.unquoted(log.path("messages"));
        JsonNode response = ImportedMessages.unquoted(log.path("response"));
        if (!type.endsWith("completion") || type.endsWith("text_completion")) {
            sink.skipped("call_type " + type + " is no chat completion");
        } else if (!messages.isArray()) {
            sink.skipped("the log does not hold the messages");
        } else if (!ImportedMessages.isResponse(response)) {
            sink.skipped(
                    log.path("status").asText("").equals("failure")
                            ? "a failed call whose response the log does not hold"
                            : "the log does not hold the response");
        } else {
            LoggedCall call = new LoggedCall();
            call.sentTo(log.path("api_base"));
            call.requested("model", log.path("model"));
            call.requested("messages", messages);
            call.parameters(ImportedMessages.unquoted(log.path("model_parameters")));
            response.properties().forEach(property -> call.responded(property.getKey(), property.getValue()));
            call.emit(ImportedMessages.time(ImportedMessages.first(log, List.of("startTime"))), sink);
        }
    }
}
