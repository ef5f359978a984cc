package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Spans of Datadog LLM Observability: everything about the call is in {@code meta}, the counts are in {@code metrics}. */
final class DatadogFormat implements ImportFormat.OfRecord {
    private static final Map<String, String> USAGE = Map.of(
            "prompt_tokens", "input_tokens", "completion_tokens", "output_tokens", "total_tokens", "total_tokens");

    @Override
    public String name() {
        return "datadog";
    }

    @Override
    public boolean matches(JsonNode log) {
        JsonNode span = span(log);
        return !kind(span).isEmpty() && span.path("meta").path("input").isObject();
    }

    /** The API returns the span as attributes of a resource. */
    private static JsonNode span(JsonNode log) {
        return log.path("attributes").path("meta").isObject() ? log.get("attributes") : log;
    }

    private static String kind(JsonNode log) {
        JsonNode meta = log.path("meta");
        return ImportedMessages.first(meta, List.of("span.kind", "kind"))
                .asText(meta.path("span").path("kind").asText(""));
    }

    @Override
    public void read(JsonNode record, EntrySink sink) {
        JsonNode log = span(record);
        if (!kind(log).equals("llm")) {
            sink.skipped("a span that is no call of a model");
            return;
        }
        LoggedCall call = new LoggedCall();
        JsonNode meta = log.path("meta");
        call.requested("model", meta.path("model_name"));
        if (!call.asked(meta.path("input").path("messages"))) {
            sink.skipped("its input is no list of messages");
        } else if (!call.responded(meta.path("output").path("messages"))) {
            sink.skipped("its output is no message");
        } else {
            call.parametersAmong(meta.path("metadata"));
            call.usage(log.path("metrics"), USAGE);
            JsonNode nanos = log.path("start_ns");
            call.emit(
                    nanos.isNumber() ? OtlpFormat.time(nanos.asLong()) : ImportedMessages.time(log.path("start_ms")),
                    sink);
        }
    }
}
