package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** The answer keeps to the limit that was set. */
final class UsageWithinLimit implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.within-limit",
            Level.MUST,
            "completion_tokens is at most max_completion_tokens or max_tokens",
            "measured: 168 of 168 answers (2,788 recorded exchanges of the reference implementation, March 2025); the published description of both parameters",
            "the limit is how callers cap what a call may cost",
            "stop at the limit, with finish_reason length");

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
        if (RangeLimitHonoured.isAbout(observed.exchange().probed())) {
            return PROBED;
        }
        long counted = usage.whole("completion_tokens");
        JsonNode request = observed.request();
        long limit = Math.max(
                StrictValues.whole(request.path("max_completion_tokens")),
                StrictValues.whole(request.path("max_tokens")));
        if (limit < 1 || counted < 0) {
            return NO_LIMIT;
        }
        // the limit is for each choice, the count for all of them
        limit *= Math.max(1, completion.choices().size());
        return counted <= limit
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/completion_tokens"),
                        "at most " + limit,
                        Long.toString(counted),
                        "more tokens were generated than the request allows"));
    }

    private static final Result NO_LIMIT = Result.notApplicable("no limit was set, or nothing was counted");
    private static final Result PROBED =
            Result.notApplicable("a probe of a limit of 1, which range.limit-honoured judges");
}
