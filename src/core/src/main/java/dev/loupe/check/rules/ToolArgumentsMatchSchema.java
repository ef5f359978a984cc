package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "tool.arguments-match-schema",
        level = Level.SHOULD,
        truth = "the arguments of a call are an object that matches the parameters of its tool",
        source =
                "the API reference: the model may hallucinate parameters not defined by the function schema; hence SHOULD",
        why = "a call with a missing or wrong argument fails when it is executed",
        fix = "use constrained decoding, or repeat the generation when the arguments do not match")
final class ToolArgumentsMatchSchema implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject()
                ? ToolArgumentsOutcome.of(observed, completion, false)
                : Result.notRecorded("the request was not recorded");
    }
}
