package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.Utf8Length;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** prompt_tokens is not far more than the prompt. */
final class UsagePromptNotInflated implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.prompt-not-inflated",
            Level.SHOULD,
            "prompt_tokens of a request with nothing but text is at most the bytes of the text plus 10,000",
            "derived: a byte-level tokenizer makes at most one token per byte; a hidden system prompt or the results of a search are counted as well, hence 10,000 and SHOULD",
            "the caller pays for tokens that were not sent",
            "count the tokens of the prompt, and document what is added to it");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }

        long counted = completion.usage().integer("prompt_tokens");
        JsonNode request = observed.request();
        boolean textOnly = request.path("messages").isArray()
                && PromptText.isAllText(request)
                && OfferedTools.of(request).isEmpty()
                && !StrictValues.isPresent(request.path("response_format"));
        if (counted < 1 || !textOnly) {
            return NOT_APPLICABLE;
        }
        long bytes = 0;
        for (JsonNode message : request.path("messages")) {
            bytes += Utf8Length.of(message.toString());
        }
        long most = bytes + ADDED;
        return counted <= most
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(completion.usage(), "/usage/prompt_tokens"),
                        "at most " + most,
                        Long.toString(counted),
                        "prompt_tokens is " + counted + " for " + bytes + " bytes of messages, expected at most "
                                + most));
    }

    private static final long ADDED = 10_000;
    private static final Result NOT_APPLICABLE =
            Result.notApplicable("prompt_tokens is absent or 0, or the request has more than text");
}
