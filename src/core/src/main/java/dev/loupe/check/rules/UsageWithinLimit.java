package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** The output is within the requested limit. */
final class UsageWithinLimit implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.within-limit",
            Level.MUST,
            "completion_tokens is at most max_completion_tokens or max_tokens",
            "measured: 168 of 168 responses (2,788 recorded exchanges of the reference implementation, March 2025); the published description of both parameters",
            "callers bound the cost of a call with the limit",
            "stop at the limit, with finish_reason length");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        JsonField usage = completion.usage();
        if (RangeLimitHonoured.isAbout(observed.exchange().probed())) {
            return PROBED;
        }
        long counted = usage.integer("completion_tokens");
        JsonNode request = observed.request();
        long limit = Math.max(
                StrictValues.integer(request.path("max_completion_tokens")),
                StrictValues.integer(request.path("max_tokens")));
        if (limit < 1 || counted < 0) {
            return NO_LIMIT;
        }
        if (!StrictValues.isPresent(request.path("max_completion_tokens"))) {
            // max_tokens limits the tokens of the completion; only max_completion_tokens includes reasoning by
            // definition
            long reasoning = StrictValues.integer(
                    usage.property("completion_tokens_details").path("reasoning_tokens"));
            counted -= Math.max(0, Math.min(reasoning, counted));
        }
        // the limit applies to each choice, the count to all of them
        limit *= Math.max(1, completion.choices().size());
        return counted <= limit
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/completion_tokens"),
                        "at most " + limit,
                        Long.toString(counted),
                        "completion_tokens is " + counted + " (limit is " + limit + ")"));
    }

    private static final Result NO_LIMIT =
            Result.notApplicable("the request has no limit, or completion_tokens is absent");
    private static final Result PROBED =
            Result.notApplicable("a probe of a limit of 1; range.limit-honoured checks it");
}
