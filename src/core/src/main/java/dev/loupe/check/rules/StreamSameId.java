package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "stream.same-id",
        level = Level.MUST,
        truth = "id is the same in all chunks of a stream",
        source = "the API reference: each chunk has the same id, and the same created and object",
        why = "callers identify the response by its id; two ids are ambiguous",
        fix = "set id once for each response and repeat it in every chunk")
final class StreamSameId implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        return ConstantStreamField.of(completion, "id");
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
}
