package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.Utf8Length;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

@CheckDescription(
        id = "usage.prompt-not-inflated",
        level = Level.SHOULD,
        truth =
                "prompt_tokens of a request with nothing but text and functions is at most its bytes plus 10,000, and of any request at most 100,000,000",
        source =
                "derived: a byte-level tokenizer makes at most one token per byte; a hidden system prompt or the results of a search are counted as well, hence 10,000 and SHOULD; no model has a window of 100,000,000 tokens",
        why = "the caller pays for tokens that were not sent",
        fix = "count the tokens of the prompt, and document what is added to it")
final class UsagePromptNotInflated implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        long counted = completion.usage().integer("prompt_tokens");
        JsonNode request = observed.request();
        if (counted < 1 || !request.path("messages").isArray()) {
            return NOT_APPLICABLE;
        }
        if (!PromptText.isAllText(request) || observed.tools().serverTools()) {
            // an image or a search has tokens of its own, but no window of a model is that large
            return counted <= LARGEST_WINDOW ? NOT_APPLICABLE : inflated(completion, counted, LARGEST_WINDOW, "");
        }
        if (counted <= ADDED) {
            return Result.passed();
        }
        boolean plain = observed.tools().isEmpty() && !StrictValues.isPresent(request.path("response_format"));
        long bytes = Utf8Length.of((plain ? request.path("messages") : request).toString());
        long most = bytes + ADDED;
        return counted <= most
                ? Result.passed()
                : inflated(
                        completion,
                        counted,
                        most,
                        " for " + bytes + " bytes of " + (plain ? "messages" : "messages, tools and schemas"));
    }

    private static Result inflated(ParsedCompletion completion, long counted, long most, String sent) {
        return Result.violated(Violation.of(
                completion.at(completion.usage(), "/usage/prompt_tokens"),
                "at most " + most,
                Long.toString(counted),
                "prompt_tokens is " + counted + sent + ", expected at most " + most));
    }

    private static final long LARGEST_WINDOW = 100_000_000;
    private static final long ADDED = 10_000;
    private static final Result NOT_APPLICABLE =
            Result.notApplicable("prompt_tokens is absent or 0, or the request has images or searches");
}
