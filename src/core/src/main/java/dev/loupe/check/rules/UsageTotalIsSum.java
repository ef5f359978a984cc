package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** The total is the sum of its two parts. */
final class UsageTotalIsSum implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.total-is-sum",
            Level.MUST,
            "total_tokens is prompt_tokens plus completion_tokens",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025)",
            "callers bill and enforce budgets on the total; a total that is not its parts makes every cost report disagree with itself. Some servers leave reasoning_tokens out of completion_tokens but count them in the total: then completion_tokens is not what was paid for",
            "count every completion token, reasoning included, in completion_tokens, and add up");

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
        long prompt = usage.whole("prompt_tokens");
        long generated = usage.whole("completion_tokens");
        long total = usage.whole("total_tokens");
        if (prompt == StrictValues.NOT_WHOLE
                || generated == StrictValues.NOT_WHOLE
                || total == StrictValues.NOT_WHOLE) {
            return NO_COUNTS;
        }
        long sum = prompt + generated;
        if (sum == total) {
            return Result.passed();
        }
        long reasoning =
                StrictValues.whole(usage.member("completion_tokens_details").path("reasoning_tokens"));
        String message = reasoning > 0 && sum + reasoning == total
                ? "unfolded reasoning: the total counts " + reasoning
                        + " reasoning tokens that completion_tokens leaves out"
                : "the total is not prompt_tokens + completion_tokens";
        return Result.violated(Violation.of(
                completion.at(usage, "/usage/total_tokens"), Long.toString(sum), Long.toString(total), message));
    }

    private static final Result NO_COUNTS = Result.notApplicable("a count is absent or not a whole number");
}
