package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.LogprobTokens;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "logprobs.not-positive",
        level = Level.MUST,
        truth = "every logprob is 0 or less",
        source =
                "measured: 1002 of 1002 tokens (2,788 recorded exchanges of the reference implementation, March 2025); the logarithm of a probability; -9999.0 means very unlikely",
        why = "scores computed from impossible probabilities are wrong without any error",
        fix = "send natural logarithms of probabilities")
final class LogprobsNotPositive implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        int visited = LogprobTokens.visit(completion, (token, in, at, index) -> {
            judge(token, LogprobTokens.location(in, at, index, "/logprob"), violations);
            JsonNode top = token.path("top_logprobs");
            for (int i = 0; i < top.size(); i++) {
                judge(
                        top.path(i),
                        LogprobTokens.location(in, at, index, "/top_logprobs/" + i + "/logprob"),
                        violations);
            }
        });
        return visited == 0 ? Result.notApplicable("the response has no logprobs") : Result.of(violations);
    }

    private static void judge(JsonNode token, FindingLocation at, List<Violation> violations) {
        JsonNode logprob = token.path("logprob");
        if (logprob.isNumber() && logprob.doubleValue() > 0) {
            violations.add(Violation.of(
                    at,
                    "0 or less",
                    StrictValues.shown(logprob),
                    "logprob is " + StrictValues.shown(logprob) + " (maximum is 0)"));
        }
    }
}
