package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "tool.choice-ignored",
        level = Level.SHOULD,
        truth = "tool_choice and parallel_tool_calls have an effect where the provider does not document them",
        source =
                "the profile of the provider does not list these parameters, and it need not reject them; hence SHOULD",
        why = "a caller cannot rely on the choice of tools, and nothing reports that it was ignored",
        fix = "obey the choice, or reject it with a 4xx where the model does not support it")
final class ToolChoiceIgnored implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject()
                ? ToolChoiceOutcome.of(observed, completion, true)
                : Result.notRecorded("the request was not recorded");
    }
}
