package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "stream.same-model",
        level = Level.MUST,
        truth = "model is the same in all chunks of a stream",
        source =
                "the API reference: the model to generate the completion, one for each response; no change in 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
        why = "a stream is one response of one model; a change means that two responses were joined",
        fix = "set model once for each response and repeat it in every chunk")
final class StreamSameModel implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        return ConstantStreamField.of(completion, "model");
    }
}
