package dev.loupe.engine.result;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.StructuredOutputSchema;
import dev.loupe.exchange.Exchange;
import dev.loupe.text.TextTruncation;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of a completion whose request offers tools, whatever checks run. Arguments that a limit or a lost connection cut,
 * and absent arguments, are neither invalid nor a mismatch.
 *
 * @param model of the request, or of the response when the request has none
 * @param calls in all choices
 * @param invalidArguments calls whose arguments are not JSON
 * @param unknownName calls of a tool that is not offered
 * @param schemaMismatch calls whose arguments are JSON that does not match the parameters of the tool
 */
@API(status = API.Status.EXPERIMENTAL)
public record ToolCallFacts(String model, int calls, int invalidArguments, int unknownName, int schemaMismatch) {
    /** Null when the request offers no tools, or the response is no completion. */
    static @Nullable ToolCallFacts of(Exchange exchange) {
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
                        || StructuredOutputSchema.validate(parameters, arguments)
                                        .error()
                                != null)) {
            counts[3]++;
        }
    }
}
