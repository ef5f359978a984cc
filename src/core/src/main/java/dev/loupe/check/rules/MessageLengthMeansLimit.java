package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** Cut for length, there is a length. */
final class MessageLengthMeansLimit implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.length-means-limit",
            Level.INFO,
            "finish_reason length means that a limit was set or the context is full",
            "the API reference: length if the maximum number of tokens specified in the request was reached; providers have limits of their own, hence INFO",
            "an answer cut at a limit that nobody set surprises its caller",
            "document the limit that applies when none is set");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        boolean cut = false;
        for (Choice choice : completion.choices()) {
            cut |= choice.finishReason().equals("length");
        }
        if (!cut) {
            return NOT_CUT;
        }
        JsonNode request = observed.request();
        if (StrictValues.isSaid(request.path("max_tokens"))
                || StrictValues.isSaid(request.path("max_completion_tokens"))) {
            return Result.passed();
        }
        Said usage = completion.usage();
        // the smallest context and the smallest limit of an answer in use
        if (!request.isObject()
                || usage.whole("completion_tokens") == StrictValues.NOT_WHOLE
                || usage.whole("total_tokens") >= 8_000
                || usage.whole("completion_tokens") >= 4_000) {
            return UNKNOWN;
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().equals("length")) {
                return Result.violated(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "a limit in the request, or a full context",
                        "neither, after " + usage.whole("completion_tokens") + " tokens",
                        "the answer was cut at a limit that was not set"));
            }
        }
        return UNKNOWN;
    }

    private static final Result NOT_CUT = Result.notApplicable("the answer was not cut for length");
    private static final Result UNKNOWN = Result.notApplicable("the context may be full");
}
