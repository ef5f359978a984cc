package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** Cached tokens are tokens of the prompt. */
final class UsageCachedWithinPrompt implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.cached-within-prompt",
            Level.MUST,
            "cached_tokens is at most prompt_tokens",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); cached_tokens is documented as the part of the prompt that was cached",
            "a discount on more tokens than there are turns a bill negative",
            "count cached tokens within prompt_tokens");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        Said usage = completion.usage();
        long prompt = usage.whole("prompt_tokens");
        long cached = StrictValues.whole(usage.member("prompt_tokens_details").path("cached_tokens"));
        if (prompt < 0 || cached < 0) {
            return NO_COUNT;
        }
        return cached <= prompt
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/prompt_tokens_details/cached_tokens"),
                        "at most " + prompt,
                        Long.toString(cached),
                        "more tokens of the prompt came from a cache than it has"));
    }

    private static final Result NO_COUNT = Result.notApplicable("no cached tokens are told");
}
