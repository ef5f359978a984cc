package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "stream.same-created",
        level = Level.SHOULD,
        truth = "created is the same in all chunks of a stream",
        source = "the API reference: each chunk has the same id, and the same created and object",
        why = "created is the time at which the response began; some routers set it for each chunk, hence SHOULD",
        fix = "set created once for each response and repeat it in every chunk")
final class StreamSameCreated implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (observed.dialect().streams().createdPerChunk()) {
            return Result.notApplicable("the provider profile states that created is the time of each chunk");
        }
        if (IdentityCreatedIsSeconds.tooLateChunk(completion).isPresent()) {
            return Result.notApplicable("created is not in seconds; identity.created-is-seconds reports it");
        }
        return ConstantStreamField.of(completion, "created");
    }
}
