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
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "message.tool-calls-finish",
        level = Level.SHOULD,
        truth = "finish_reason is tool_calls exactly when there are tool calls",
        source = "the API reference: tool_calls if the model called a tool; a forced tool may finish with stop",
        why = "agents decide by finish_reason whether to execute a tool",
        fix = "derive finish_reason from the message")
final class MessageToolCallsFinish implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            boolean claimed = choice.finishReason().equals("tool_calls");
            boolean called = !choice.toolCalls().isEmpty();
            if ((!claimed && !called) || completion.failed()) {
                continue;
            }
            applicable++;
            if (claimed && !called) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "tool calls",
                        "none",
                        "finish_reason is tool_calls without tool calls"));
            } else if (!claimed
                    && choice.finishReason().equals("stop")
                    && !isForced(observed.request().path("tool_choice"))) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "\"tool_calls\"",
                        "\"stop\"",
                        "finish_reason is stop although there are tool calls, expected tool_calls"));
            }
        }
        return applicable == 0 ? Result.notApplicable("the response has no tool calls") : Result.of(violations);
    }

    private static boolean isForced(JsonNode toolChoice) {
        return toolChoice.isObject() || StrictValues.textOrEmpty(toolChoice).equals("required");
    }
}
