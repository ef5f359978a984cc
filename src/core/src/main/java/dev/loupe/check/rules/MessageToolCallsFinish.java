package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** Tool calls finish as tool calls. */
final class MessageToolCallsFinish implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.tool-calls-finish",
            Level.SHOULD,
            "finish_reason is tool_calls when and only when there are tool calls",
            "the API reference: tool_calls if the model called a tool; a forced tool may finish with stop",
            "agents look at finish_reason to decide whether to run a tool",
            "derive finish_reason from the message");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            boolean says = choice.finishReason().equals("tool_calls");
            boolean has = !choice.toolCalls().isEmpty();
            if ((!says && !has) || completion.failed()) {
                continue;
            }
            looked++;
            if (says && !has) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "tool calls",
                        "none",
                        "the answer says it calls tools and calls none"));
            } else if (!says
                    && choice.finishReason().equals("stop")
                    && !isForced(observed.request().path("tool_choice"))) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "\"tool_calls\"",
                        "\"stop\"",
                        "the answer calls tools and does not say so"));
            }
        }
        return looked == 0 ? NO_CALLS : Result.of(violations);
    }

    private static final Result NO_CALLS = Result.notApplicable("no tool is called");

    private static boolean isForced(JsonNode toolChoice) {
        return toolChoice.isObject() || StrictValues.textOrEmpty(toolChoice).equals("required");
    }
}
