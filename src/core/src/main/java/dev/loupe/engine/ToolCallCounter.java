package dev.loupe.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.RequestedSchema;
import dev.loupe.chat.StrictValues;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.ToolCallFacts;
import dev.loupe.exchange.Exchange;
import dev.loupe.text.TextTruncation;
import org.jspecify.annotations.Nullable;

/** Counts the tool calls of a completion, whatever checks run. */
final class ToolCallCounter {
    private ToolCallCounter() {}

    /** Null when the request offers no tools, or the response is no completion. */
    static @Nullable ToolCallFacts in(Exchange exchange) {
        JsonNode request = exchange.request().body().json();
        if (request.path("tools").isEmpty()
                || !(ExchangeParser.parse(exchange) instanceof ParsedCompletion completion)) {
            return null;
        }
        OfferedTools offered = OfferedTools.of(request);
        int[] counts = new int[4];
        for (Choice choice : completion.choices()) {
            boolean whole = !choice.isTruncated()
                    && !completion.failed()
                    && !choice.finishReason().isEmpty();
            for (ToolCall call : choice.toolCalls()) {
                counts[0]++;
                count(call, offered, whole, counts);
            }
        }
        String model = StrictValues.textOrEmpty(request.path("model"));
        if (model.isEmpty()) {
            model = StrictValues.textOrEmpty(completion.property("model").value());
        }
        return new ToolCallFacts(
                TextTruncation.withLength(ReportRedaction.redact(model), TextTruncation.NAME),
                counts[0],
                counts[1],
                counts[2],
                counts[3]);
    }

    private static void count(ToolCall call, OfferedTools offered, boolean whole, int[] counts) {
        if (!offered.serverTools() && !call.name().isEmpty() && !offered.contains(call.name())) {
            counts[2]++;
        }
        if (!call.isFunction() || !whole || call.arguments().isBlank()) {
            return;
        }
        JsonNode arguments = GeneratedJson.json(call.arguments());
        JsonNode parameters = offered.function(call.name()).path("parameters");
        if (arguments == null) {
            counts[1]++;
        } else if (parameters.isObject()
                && (!arguments.isObject()
                        || RequestedSchema.validate(parameters, arguments).error() != null)) {
            counts[3]++;
        }
    }
}
