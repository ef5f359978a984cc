package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "tool.choice-obeyed",
        level = Level.MUST,
        truth =
                "tool_choice and parallel_tool_calls are obeyed: none gives no call, required gives one, a named tool is the one that is called",
        source =
                "the API reference: none means the model will not call any tool, required means the model must call one or more tools, a named tool forces the model to call that tool, and parallel_tool_calls false ensures at most one; only of a provider that documents the parameter or rejects what it does not support",
        why = "an agent that requires a call gets text, or executes a call that it excluded",
        fix = "constrain decoding to the choice, or reject a choice that the model does not support")
final class ToolChoiceObeyed implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject()
                ? ToolChoiceOutcome.of(observed, completion, false)
                : Result.notRecorded("the request was not recorded");
    }
}
