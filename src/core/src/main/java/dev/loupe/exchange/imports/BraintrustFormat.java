package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Spans of Braintrust: messages as {@code input}, choices as {@code output}, model and parameters in {@code metadata}. */
final class BraintrustFormat implements ImportFormat.OfRecord {
    private static final Map<String, String> USAGE = Map.of(
            "prompt_tokens", "prompt_tokens", "completion_tokens", "completion_tokens", "total_tokens", "tokens");

    @Override
    public String name() {
        return "braintrust";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.path("span_attributes").isObject()
                && (log.has("root_span_id") || log.path("metrics").isObject());
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        if (!log.at("/span_attributes/type").asText("").equals("llm")) {
            sink.skipped("a span that is no call of a model");
            return;
        }
        LoggedCall call = new LoggedCall();
        JsonNode metadata = log.path("metadata");
        call.requested("model", metadata.path("model"));
        if (!call.asked(ImportedMessages.unquoted(log.path("input")))) {
            sink.skipped("its input is no list of messages");
        } else if (!call.responded(ImportedMessages.unquoted(log.path("output")))) {
            sink.skipped("its output is no message");
        } else {
            call.parametersAmong(metadata);
            call.usage(log.path("metrics"), USAGE);
            call.emit(ImportedMessages.time(ImportedMessages.first(log, List.of("created"))), sink);
        }
    }
}
