package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** A check of a completion; every other response is not applicable. */
interface CompletionCheck extends ExchangeCheck {
    @Override
    default Result on(ParsedExchange observed) {
        return observed.response() instanceof ParsedCompletion completion
                ? on(observed, completion)
                : observed.noCompletion();
    }

    Result on(ParsedExchange observed, ParsedCompletion completion);
}
