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
final class StreamSameId implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        return ConstantStreamField.of(completion, "id");
    }
}
