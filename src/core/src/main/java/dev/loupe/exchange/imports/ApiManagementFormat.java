package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The table of model calls of Azure API Management ({@code ApiManagementGatewayLlmLog}). */
final class ApiManagementFormat implements ImportFormat.OfRecord {
    private static final Map<String, String> USAGE = Map.of(
            "prompt_tokens", "PromptTokens", "completion_tokens", "CompletionTokens", "total_tokens", "TotalTokens");

    @Override
    public String name() {
        return "api-management";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.has("RequestMessages") && log.has("ResponseMessages");
    }

    @Override
    public void read(JsonNode log, EntrySink sink) {
        LoggedCall call = new LoggedCall();
        call.requested("model", log.path("ModelName"));
        if (!call.asked(ImportedMessages.unquoted(log.path("RequestMessages")))) {
            sink.skipped("its input is no list of messages");
        } else if (!call.responded(ImportedMessages.unquoted(log.path("ResponseMessages")))) {
            sink.skipped("its output is no message");
        } else {
            call.usage(log, USAGE);
            call.emit(ImportedMessages.time(ImportedMessages.first(log, List.of("TimeGenerated"))), sink);
        }
    }
}
