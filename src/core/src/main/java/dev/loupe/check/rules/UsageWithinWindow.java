package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.PublishedModel;

@CheckDescription(
        id = "usage.within-window",
        level = Level.SHOULD,
        truth = "prompt_tokens is at most the context window that the provider publishes for the model",
        source =
                "the window in the provider profile (providers/*.yaml) with its source and day; windows change and are rounded, hence SHOULD and 10 % more",
        why = "the model reads a part of the prompt, and the caller pays for all of it",
        fix = "reject a prompt beyond the window; if the published window is outdated, correct providers/*.yaml")
final class UsageWithinWindow implements CompletionCheck {
    /** A window of 131,072 tokens is often published as 128,000. */
    private static final long SLACK_PERCENT = 10;

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long prompt = usage.integer("prompt_tokens");
        PublishedModel model = observed.publishedModel().orElse(null);
        if (model == null || model.window().isEmpty() || prompt == StrictValues.NOT_AN_INTEGER) {
            return Result.notApplicable("the context window or the count is unknown");
        }
        long window = model.window().getAsLong();
        return prompt - window <= window / 100 * SLACK_PERCENT
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/prompt_tokens"),
                        "at most " + window,
                        Long.toString(prompt),
                        "prompt_tokens is " + prompt + ", and the context window is " + window + " tokens ("
                                + model.asOf() + ")"));
    }
}
