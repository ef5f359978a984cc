package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

@CheckDescription(
        id = "usage.prompt-counted",
        level = Level.MUST,
        truth = "prompt_tokens is more than 0",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); a chat prompt has at least the tokens of its template",
        why = "prompt tokens are most of the cost of most calls; a count of 0 hides it",
        fix = "forward the counts of the upstream, or count with the tokenizer of the model")
final class UsagePromptCounted implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long counted = usage.integer("prompt_tokens");
        if (counted == StrictValues.NOT_AN_INTEGER) {
            return Result.notApplicable("prompt_tokens is absent or not an integer");
        }
        JsonNode messages = observed.request().path("messages");
        if (messages.isArray() && messages.isEmpty()) {
            return Result.notApplicable("the request has no messages");
        }
        if (completion.streamed() && (completion.failed() || !completion.finished())) {
            return Result.notApplicable("the stream did not finish");
        }
        return counted != 0
                ? Result.passed()
                : Result.violated(Violation.of(
                                completion.at(usage, "/usage/prompt_tokens"),
                                "more than 0",
                                "0",
                                "prompt_tokens is 0 although the request has a prompt")
                        .atMost(completion.onlyLoads() ? Level.SHOULD : Level.MUST));
    }
}
