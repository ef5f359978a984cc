package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

@CheckDescription(
        id = "tool.no-legacy-call",
        level = Level.SHOULD,
        truth = "the response to a request with tools has no deprecated function_call",
        source =
                "the API reference: function_call is deprecated and replaced by tool_calls; it belongs to requests with functions",
        why = "clients that send tools read tool_calls, and see no call",
        fix = "send the call in tool_calls")
final class ToolNoLegacyCall implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonNode request = observed.request();
        if (!request.path("tools").isArray() || request.path("tools").isEmpty() || request.has("functions")) {
            return Result.notApplicable("the request has no tools, or has functions");
        }
        if (completion.streamed()) {
            return Result.notApplicable("a stream");
        }
        for (Choice choice : completion.choices()) {
            JsonNode call = completion
                    .body()
                    .path("choices")
                    .path(choice.first().position())
                    .path("message")
                    .path("function_call");
            if (call.isObject()) {
                return Result.violated(Violation.of(
                        choice.at("/function_call"),
                        "tool_calls",
                        StrictValues.shown(call),
                        "the response has function_call for a request with tools, expected tool_calls"));
            }
        }
        return Result.passed();
    }
}
