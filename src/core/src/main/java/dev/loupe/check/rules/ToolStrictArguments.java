package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "tool.strict-arguments",
        level = Level.MUST,
        truth = "the arguments of a call of a strict tool are JSON that matches its parameters",
        source =
                "the API reference of strict: if set to true, the model will follow the exact schema defined in the parameters field; only of a provider that does not ignore unsupported parameters; a SHOULD for keywords that the guide of structured outputs does not list",
        why = "callers of a strict tool parse the arguments without validation",
        fix = "use constrained decoding for strict tools, or reject strict where the model does not support it")
final class ToolStrictArguments implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return observed.request().isObject()
                ? ToolArgumentsOutcome.of(observed, completion, true)
                : Result.notRecorded("the request was not recorded");
    }
}
