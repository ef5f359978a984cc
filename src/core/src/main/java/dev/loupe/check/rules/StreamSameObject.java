package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "stream.same-object",
        level = Level.MUST,
        truth = "object is the same in all chunks of a stream",
        source = "the API reference: each chunk has the same id, and the same created and object",
        why = "clients distinguish chunks from other frames by object",
        fix = "repeat the same object in every chunk")
final class StreamSameObject implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        return ConstantStreamField.of(
                completion,
                "object",
                object -> observed.dialect().streams().objects().contains(StrictValues.textOrEmpty(object)));
    }
}
