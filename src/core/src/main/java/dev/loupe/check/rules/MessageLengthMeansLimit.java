package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.ProviderProfile.ContextWindow;

/** finish_reason length means that a limit was reached. */
final class MessageLengthMeansLimit implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.length-means-limit",
            Level.INFO,
            "finish_reason length means that the request has a limit or the context window is full",
            "the API reference: length if the maximum number of tokens specified in the request was reached; providers have limits of their own, hence INFO",
            "a response truncated at an undocumented limit is unexpected for its caller",
            "document the limit that applies when the request has none");

    /** The smallest context window in use, where the provider profile states none. */
    private static final long SMALLEST_WINDOW = 8_000;

    /** The smallest output limit in use. */
    private static final long SMALLEST_OUTPUT_LIMIT = 4_000;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        boolean truncated = false;
        for (Choice choice : completion.choices()) {
            truncated |= choice.finishReason().equals("length");
        }
        if (!truncated) {
            return NOT_TRUNCATED;
        }
        JsonNode request = observed.request();
        if (StrictValues.isPresent(request.path("max_tokens"))
                || StrictValues.isPresent(request.path("max_completion_tokens"))) {
            return Result.passed();
        }
        JsonField usage = completion.usage();
        ContextWindow window =
                observed.provider().contextWindows().get(StrictValues.textOrEmpty(request.path("model")));
        if (window != null && usage.integer("total_tokens") >= window.tokens()) {
            return Result.passed();
        }
        if (!request.isObject()
                || usage.integer("completion_tokens") == StrictValues.NOT_AN_INTEGER
                || (window == null && usage.integer("total_tokens") >= SMALLEST_WINDOW)
                || usage.integer("completion_tokens") >= SMALLEST_OUTPUT_LIMIT) {
            return UNKNOWN;
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().equals("length")) {
                return Result.violated(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "a limit in the request, or a full context window",
                        "neither, after " + usage.integer("completion_tokens") + " tokens",
                        "finish_reason is length after " + usage.integer("completion_tokens")
                                + " tokens, and the request has no limit"));
            }
        }
        return UNKNOWN;
    }

    private static final Result NOT_TRUNCATED = Result.notApplicable("no finish_reason is length");
    private static final Result UNKNOWN = Result.notApplicable("the context window may be full");
}
