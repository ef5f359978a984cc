package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Observations of Langfuse, as the API and as exports name their fields. */
final class LangfuseFormat implements ImportFormat.OfRecord {
    private static final List<String> MODEL = List.of("provided_model_name", "providedModelName", "model");
    private static final List<String> PARAMETERS = List.of("model_parameters", "modelParameters");
    private static final List<String> USAGE = List.of("usage_details", "usageDetails", "usage");

    @Override
    public String name() {
        return "langfuse";
    }

    @Override
    public boolean matches(JsonNode log) {
        boolean traced = log.has("trace_id") || log.has("traceId");
        boolean started = log.has("start_time") || log.has("startTime");
        boolean observed = log.path("type").isTextual() && traced && started;
        return (observed || isGeneration(log)) && (log.has("input") || log.has("output"));
    }

    private static boolean isGeneration(JsonNode log) {
        return log.path("type").asText().equalsIgnoreCase("GENERATION");
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        if (!isGeneration(log)) {
            sink.skipped("an observation that is no generation");
            return;
        }
        JsonNode input = ImportedMessages.unquoted(log.path("input"));
        JsonNode output = ImportedMessages.unquoted(log.path("output"));
        LoggedCall call = new LoggedCall();
        call.requested("model", ImportedMessages.first(log, MODEL));
        if (!call.asked(input)) {
            sink.skipped("its input is no list of messages");
            return;
        }
        call.parameters(ImportedMessages.unquoted(ImportedMessages.first(log, PARAMETERS)));
        if (!call.responded(output)) {
            sink.skipped("its output is no message");
            return;
        }
        JsonNode usage = ImportedMessages.unquoted(ImportedMessages.first(log, USAGE));
        call.usage(usage, Map.of("prompt_tokens", "input", "completion_tokens", "output", "total_tokens", "total"));
        call.emit(ImportedMessages.time(ImportedMessages.first(log, List.of("start_time", "startTime"))), sink);
    }
}
