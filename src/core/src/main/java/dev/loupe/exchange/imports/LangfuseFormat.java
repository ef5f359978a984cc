package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
        return log.path("type").isTextual() && traced && started && (log.has("input") || log.has("output"));
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        if (!log.path("type").asText().equalsIgnoreCase("GENERATION")) {
            sink.skipped("an observation that is no generation");
            return;
        }
        JsonNode input = Messages.unquoted(log.path("input"));
        JsonNode output = Messages.unquoted(log.path("output"));
        LoggedCall call = new LoggedCall();
        call.requested("model", Messages.first(log, MODEL));
        if (input.isArray() && input.path(0).has("role")) {
            call.requested("messages", input);
        } else if (input.path("messages").isArray()) {
            call.parameters(input);
        }
        if (!call.hasMessages()) {
            sink.skipped("its input is no list of messages");
            return;
        }
        call.parameters(Messages.unquoted(Messages.first(log, PARAMETERS)));
        if (!response(call, output)) {
            sink.skipped("its output is no message");
            return;
        }
        JsonNode usage = Messages.unquoted(Messages.first(log, USAGE));
        call.usage(usage, Map.of("prompt_tokens", "input", "completion_tokens", "output", "total_tokens", "total"));
        call.emit(Messages.time(Messages.first(log, List.of("start_time", "startTime"))), sink);
    }

    private static boolean response(LoggedCall call, JsonNode output) {
        JsonNode nothing = JsonNodeFactory.instance.missingNode();
        if (output.path("choices").isArray()) {
            output.properties().forEach(property -> call.responded(property.getKey(), property.getValue()));
            return true;
        }
        if (output.isTextual() && !output.textValue().isEmpty()) {
            call.choice(JsonNodeFactory.instance.objectNode().put("content", output.textValue()), nothing);
            return true;
        }
        JsonNode message = output.isArray() && output.size() == 1 ? output.get(0) : output;
        if (message.has("content") || message.has("tool_calls")) {
            call.choice(message, nothing);
            return true;
        }
        return false;
    }
}
