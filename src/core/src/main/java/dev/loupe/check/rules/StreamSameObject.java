package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** All chunks of a stream have the same object. */
final class StreamSameObject implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.same-object",
            Level.MUST,
            "object is the same in all chunks of a stream",
            "the API reference: each chunk has the same id, and the same created and object",
            "clients distinguish chunks from other frames by object",
            "repeat the same object in every chunk");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        return ConstantStreamField.of(
                completion,
                "object",
                object -> observed.dialect().streams().objects().contains(StrictValues.textOrEmpty(object)));
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
}
