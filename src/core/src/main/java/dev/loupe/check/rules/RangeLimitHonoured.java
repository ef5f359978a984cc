package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.ProbeInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "range.limit-honoured",
        level = Level.MUST,
        truth = "a limit of 1 token gives at most one completion token",
        source =
                "the published description of max_tokens and max_completion_tokens; measured within usage.within-limit: 168 of 168 responses (2,788 recorded exchanges of the reference implementation, March 2025)",
        why = "callers bound the cost of a call with the limit",
        fix = "stop at the limit, with finish_reason length")
final class RangeLimitHonoured implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        return of(observed);
    }

    static Result of(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        if (!isAbout(probed) || !(observed.response() instanceof ParsedCompletion completion)) {
            return NO_PROBE;
        }
        long counted = completion.usage().integer("completion_tokens");
        if (counted == StrictValues.NOT_AN_INTEGER) {
            return NO_PROBE;
        }
        return counted <= 1
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(completion.usage(), "/usage/completion_tokens"),
                        "at most 1",
                        Long.toString(counted),
                        "completion_tokens is " + counted + " (limit is 1)"));
    }

    /** Whether this check owns the limit of this probe. */
    static boolean isAbout(@Nullable ProbeInfo probed) {
        return probed != null
                && LIMITS.contains(probed.at().toString())
                && probed.value().equals("1");
    }

    private static final Result NO_PROBE =
            Result.notApplicable("not a probe of a limit of 1, or without completion_tokens");
    private static final Set<String> LIMITS = Set.of("/max_tokens", "/max_completion_tokens");
}
