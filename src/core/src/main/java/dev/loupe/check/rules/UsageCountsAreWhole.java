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
import java.util.ArrayList;
import java.util.List;

/** Counts of tokens are counts. */
final class UsageCountsAreWhole implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.counts-are-whole",
            Level.MUST,
            "every count of tokens in usage is a whole number and not negative",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); a count cannot be otherwise",
            "typed clients fail on a string or a fraction, and a negative count corrupts a bill",
            "send counts as JSON integers, 0 when nothing was counted");

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
        if (!usage.isThere()) {
            return NO_USAGE;
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = judge(completion, usage, usage.value(), "/usage", violations)
                + judge(
                        completion,
                        usage,
                        usage.member("prompt_tokens_details"),
                        "/usage/prompt_tokens_details",
                        violations)
                + judge(
                        completion,
                        usage,
                        usage.member("completion_tokens_details"),
                        "/usage/completion_tokens_details",
                        violations);
        return looked == 0 ? NO_USAGE : Result.of(violations);
    }

    private static final Result NO_USAGE = Result.notApplicable("no counts of tokens");

    /** The members that the API documents; a router's own may count what they like. */
    private static final List<String> COUNTS = List.of(
            "prompt_tokens",
            "completion_tokens",
            "total_tokens",
            "cached_tokens",
            "audio_tokens",
            "reasoning_tokens",
            "accepted_prediction_tokens",
            "rejected_prediction_tokens");

    private static int judge(
            ParsedCompletion completion, Said usage, JsonNode counts, String at, List<Violation> violations) {
        int looked = 0;
        for (String name : COUNTS) {
            JsonNode count = StrictValues.member(counts, name);
            if (!StrictValues.isSaid(count)) {
                continue;
            }
            looked++;
            long whole = StrictValues.whole(count);
            if (whole < 0) {
                violations.add(Violation.of(
                        completion.at(usage, at + "/" + name),
                        "a whole number, 0 or more",
                        StrictValues.shown(count),
                        name + " is not a count"));
            }
        }
        return looked;
    }
}
