package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** All chunks of a stream have the same id. */
final class StreamSameId implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.same-id",
            Level.MUST,
            "id is the same in all chunks of a stream",
            "the API reference: each chunk has the same id, and the same created and object",
            "callers identify the response by its id; two ids are ambiguous",
            "set id once for each response and repeat it in every chunk");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        return ConstantStreamField.of(completion, "id");
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
}
