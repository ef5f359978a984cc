package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** The choice of tools is not ignored. */
final class ToolChoiceIgnored implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "tool.choice-ignored",
            Level.SHOULD,
            "tool_choice and parallel_tool_calls have an effect where the provider does not document them",
            "the profile of the provider does not list these parameters, and it need not reject them; hence SHOULD",
            "a caller cannot rely on the choice of tools, and nothing reports that it was ignored",
            "obey the choice, or reject it with a 4xx where the model does not support it");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject() ? ToolChoiceOutcome.of(observed, completion, true) : NOT_RECORDED;
    }

    private static final Result NOT_RECORDED = Result.notRecorded("the request was not recorded");
}
