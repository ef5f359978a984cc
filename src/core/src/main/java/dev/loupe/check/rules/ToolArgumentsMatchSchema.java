package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** Arguments match the schema of their tool. */
final class ToolArgumentsMatchSchema implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "tool.arguments-match-schema",
            Level.SHOULD,
            "the arguments of a call are an object that matches the parameters of its tool",
            "the API reference: the model may hallucinate parameters not defined by the function schema; hence SHOULD",
            "a call with a missing or wrong argument fails when it is executed",
            "use constrained decoding, or repeat the generation when the arguments do not match");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject() ? ToolArgumentsOutcome.of(observed, completion, false) : NOT_RECORDED;
    }

    private static final Result NOT_RECORDED = Result.notRecorded("the request was not recorded");
}
