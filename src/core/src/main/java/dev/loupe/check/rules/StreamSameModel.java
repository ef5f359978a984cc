package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** All chunks of a stream have the same model. */
final class StreamSameModel implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.same-model",
            Level.MUST,
            "model is the same in all chunks of a stream",
            "the API reference: the model to generate the completion, one for each response; no change in 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "a stream is one response of one model; a change means that two responses were joined",
            "set model once for each response and repeat it in every chunk");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        return ConstantStreamField.of(completion, "model");
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
}
