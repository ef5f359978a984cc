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
final class StreamSameCreated implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        if (observed.dialect().streams().createdPerChunk()) {
            return PER_CHUNK;
        }
        if (IdentityCreatedIsSeconds.tooLateChunk(completion).isPresent()) {
            return NOT_SECONDS;
        }
        return ConstantStreamField.of(completion, "created");
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
    private static final Result NOT_SECONDS =
            Result.notApplicable("created is not in seconds; identity.created-is-seconds reports it");
    private static final Result PER_CHUNK =
            Result.notApplicable("the provider profile states that created is the time of each chunk");
}
