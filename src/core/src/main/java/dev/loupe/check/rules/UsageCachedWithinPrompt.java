package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

@CheckDescription(
        id = "usage.cached-within-prompt",
        level = Level.MUST,
        truth = "cached_tokens is at most prompt_tokens",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); cached_tokens is documented as the part of the prompt that was cached",
        why = "a discount on more tokens than the prompt has makes the cost negative",
        fix = "count cached tokens within prompt_tokens")
final class UsageCachedWithinPrompt implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long prompt = usage.integer("prompt_tokens");
        long details =
                StrictValues.integer(usage.property("prompt_tokens_details").path("cached_tokens"));
        // the same count at DeepSeek, and at Moonshot
        long hit = usage.integer("prompt_cache_hit_tokens");
        long direct = usage.integer("cached_tokens");
        long cached = Math.max(details, Math.max(hit, direct));
        if (prompt < 0 || cached < 0) {
            return Result.notApplicable("prompt_tokens or cached_tokens is absent");
        }
        String at = cached == details
                ? "/usage/prompt_tokens_details/cached_tokens"
                : cached == hit ? "/usage/prompt_cache_hit_tokens" : "/usage/cached_tokens";
        return cached <= prompt
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, at),
                        "at most " + prompt,
                        Long.toString(cached),
                        at.substring(at.lastIndexOf('/') + 1) + " is " + cached + ", more than prompt_tokens (" + prompt
                                + ")"));
    }
}
