package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** A check of a completion that is streamed. */
interface StreamCheck extends CompletionCheck {
    @Override
    default Result on(ParsedExchange observed, ParsedCompletion completion) {
        return completion.streamed()
                ? onStream(observed, completion)
                : Result.notApplicable("the response is not a stream");
    }

    Result onStream(ParsedExchange observed, ParsedCompletion completion);
}
