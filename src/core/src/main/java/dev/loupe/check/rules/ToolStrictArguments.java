package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** Arguments of a strict tool match its schema. */
final class ToolStrictArguments implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "tool.strict-arguments",
            Level.MUST,
            "the arguments of a call of a strict tool are JSON that matches its parameters",
            "the API reference of strict: if set to true, the model will follow the exact schema defined in the parameters field; only of a provider that does not ignore unsupported parameters; a SHOULD for keywords that the guide of structured outputs does not list",
            "callers of a strict tool parse the arguments without validation",
            "use constrained decoding for strict tools, or reject strict where the model does not support it");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject() ? ToolArgumentsOutcome.of(observed, completion, true) : NOT_RECORDED;
    }

    private static final Result NOT_RECORDED = Result.notRecorded("the request was not recorded");
}
