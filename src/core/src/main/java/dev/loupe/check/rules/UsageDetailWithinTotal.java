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

/** A detail of a count is a part of it. */
final class UsageDetailWithinTotal implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.detail-within-total",
            Level.MUST,
            "each detail alone is at most the count that it details",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); the details are documented as parts, and overlap, so that their sum says nothing",
            "a part larger than the whole means that one of the two is not what was paid for",
            "count every category within its parent");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = judge(completion, "completion_tokens", GENERATED, violations)
                + judge(completion, "prompt_tokens", PROMPT, violations);
        return looked == 0 ? NO_DETAILS : Result.of(violations);
    }

    private static final Result NO_DETAILS = Result.notApplicable("no details of the counts");

    private static final List<String> GENERATED =
            List.of("accepted_prediction_tokens", "audio_tokens", "reasoning_tokens", "rejected_prediction_tokens");

    /** Cached tokens have a check of their own. */
    private static final List<String> PROMPT = List.of("audio_tokens");

    private static int judge(
            ParsedCompletion completion, String parent, List<String> names, List<Violation> violations) {
        Said usage = completion.usage();
        long whole = usage.whole(parent);
        JsonNode details = usage.member(parent + "_details");
        if (whole < 0 || !details.isObject()) {
            return 0;
        }
        int looked = 0;
        for (String name : names) {
            long detail = StrictValues.whole(details.path(name));
            if (detail < 0 || (name.equals("reasoning_tokens") && isUnfolded(usage, whole, detail))) {
                continue;
            }
            looked++;
            if (detail > whole) {
                violations.add(Violation.of(
                        completion.at(usage, "/usage/" + parent + "_details/" + name),
                        "at most " + whole,
                        Long.toString(detail),
                        name + " is more than " + parent + ", of which it is a part"));
            }
        }
        return looked;
    }

    /** Reasoning counted beside the completion is the business of usage.total-is-sum. */
    private static boolean isUnfolded(Said usage, long generated, long reasoning) {
        return reasoning > 0 && usage.whole("prompt_tokens") + generated + reasoning == usage.whole("total_tokens");
    }
}
