package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.RequestedSchema;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.Level;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** Whether the arguments of calls obey the schemas of their tools; two checks share it, for strict tools and for all others. */
final class ToolArgumentsOutcome {

    private ToolArgumentsOutcome() {}

    /** Whether the provider guarantees the schema of this tool. */
    private static boolean isGuaranteed(ParsedExchange observed, JsonNode function) {
        return StrictValues.isTrue(function.path("strict")) && ParameterSupport.isSupported(observed, "tools");
    }

    /**
     * The result of a check.
     *
     * @param strict whether the check is about tools whose schema the provider guarantees
     */
    static Result of(ParsedExchange observed, ParsedCompletion completion, boolean strict) {
        OfferedTools offered = observed.tools();
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        String undecided = null;
        for (Choice choice : completion.choices()) {
            if (choice.isTruncated()
                    || completion.failed()
                    || choice.finishReason().isEmpty()) {
                continue;
            }
            for (ToolCall call : choice.toolCalls()) {
                JsonNode function = offered.function(call.name());
                // without arguments: a tool without parameters, or tool.call-complete reports it
                String arguments = argumentsOf(completion, choice, call, function);
                if (!call.isFunction()
                        || arguments.isBlank()
                        || !function.path("parameters").isObject()
                        || isGuaranteed(observed, function) != strict) {
                    continue;
                }
                JsonNode value = GeneratedJson.json(arguments);
                if (value == null && (!strict || completion.streamed())) {
                    // message.tool-arguments-json and stream.tool-arguments-join report it
                    continue;
                }
                applicable++;
                RequestedSchema.Validation validation = value == null
                        ? RequestedSchema.Validation.wrong("the value is not JSON")
                        : value.isObject()
                                ? RequestedSchema.validate(function.path("parameters"), value)
                                : RequestedSchema.Validation.wrong("the value is not an object");
                undecided = validation.undecided() == null ? undecided : validation.undecided();
                if (validation.error() != null) {
                    violations.add(Violation.of(
                                    call.at("/function/arguments"),
                                    "arguments that match the parameters of " + StrictValues.quoted(call.name()),
                                    StrictValues.quoted(call.arguments()),
                                    "the arguments do not match the parameters of " + StrictValues.quoted(call.name())
                                            + ": " + validation.error())
                            .atMost(validation.guaranteed() ? Level.MUST : Level.SHOULD));
                }
            }
        }
        if (violations.isEmpty() && undecided != null) {
            return Result.undecided("the parameters of a tool cannot be evaluated: " + undecided);
        }
        return applicable == 0
                ? Result.notApplicable("no complete call of a tool with such a schema")
                : Result.of(violations);
    }

    /** The arguments of a call; without any, an empty object where the tool requires a property. */
    private static String argumentsOf(ParsedCompletion completion, Choice choice, ToolCall call, JsonNode function) {
        boolean empty = call.arguments().isBlank()
                && !function.path("parameters").path("required").isEmpty();
        // tool.call-complete reports arguments that are no string
        JsonNode sent = completion
                .body()
                .path("choices")
                .path(choice.first().position())
                .path("message")
                .path("tool_calls")
                .path(call.position())
                .path("function")
                .path("arguments");
        return empty && (completion.streamed() || sent.isTextual()) ? "{}" : call.arguments();
    }
}
