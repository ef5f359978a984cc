package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.KnownDeviations.Deviation;

@CheckDescription(
        id = "usage.total-is-sum",
        level = Level.MUST,
        truth = "total_tokens is prompt_tokens plus completion_tokens",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); servers are known that add the tokens of hidden reasoning to the total alone: where the server may be one of them, a total that is larger by 3 or more is a SHOULD",
        why =
                "callers bill and enforce budgets on the total, and a wrong total contradicts reports by part. Some servers count reasoning_tokens in the total but not in completion_tokens: then completion_tokens is not what is charged",
        fix = "count every completion token, including reasoning, in completion_tokens, and add up")
final class UsageTotalIsSum implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long prompt = usage.integer("prompt_tokens");
        long generated = usage.integer("completion_tokens");
        long total = usage.integer("total_tokens");
        if (prompt == StrictValues.NOT_AN_INTEGER
                || generated == StrictValues.NOT_AN_INTEGER
                || total == StrictValues.NOT_AN_INTEGER) {
            return Result.notApplicable("a count is absent or not an integer");
        }
        long sum = prompt + generated;
        if (sum == total) {
            return Result.passed();
        }
        long reasoning =
                StrictValues.integer(usage.property("completion_tokens_details").path("reasoning_tokens"));
        if (observed.dialect().usage().reasoningSeparate() && reasoning > 0 && sum + reasoning == total) {
            return Result.passed();
        }
        String message = reasoning > 0 && sum + reasoning == total
                ? "total_tokens is " + total + " and includes " + reasoning
                        + " reasoning tokens that completion_tokens (" + generated + ") does not include"
                : "total_tokens is " + total + ", expected " + sum + " (prompt_tokens " + prompt
                        + " + completion_tokens " + generated + ")";
        return Result.violated(Violation.of(
                        completion.at(usage, "/usage/total_tokens"), Long.toString(sum), Long.toString(total), message)
                .atMost(
                        total - sum >= FEWEST_REASONING_TOKENS
                                ? observed.levelOf(Deviation.TOTAL_ABOVE_SUM)
                                : Level.MUST));
    }

    /** Measured: the fewest reasoning tokens of a response are 3 (1,900 recorded exchanges of 30 providers). */
    private static final int FEWEST_REASONING_TOKENS = 3;
}
