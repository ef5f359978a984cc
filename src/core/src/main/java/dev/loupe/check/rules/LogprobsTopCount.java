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
import dev.loupe.provider.KnownDeviations.Deviation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "logprobs.top-count",
        level = Level.MUST,
        truth = "a token has at most as many top_logprobs as requested",
        source =
                "measured: 1002 of 1002 tokens (2,788 recorded exchanges of the reference implementation, March 2025); the description of top_logprobs",
        why = "callers allocate storage for the requested number",
        fix = "return at most top_logprobs alternatives")
final class LogprobsTopCount implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonNode requested = observed.request().path("top_logprobs");
        long most = StrictValues.isPresent(requested) ? StrictValues.integer(requested) : 0;
        if (!observed.request().isObject() || most < 0) {
            return NO_LOGPROBS;
        }
        List<Violation> violations = new ArrayList<>(0);
        int visited = LogprobTokens.visit(completion, (token, in, at, index) -> {
            int count = token.path("top_logprobs").size();
            if (count > most) {
                violations.add(Violation.of(
                                LogprobTokens.location(in, at, index, "/top_logprobs"),
                                "at most " + most,
                                Integer.toString(count),
                                count + " top_logprobs, requested " + most)
                        .atMost(
                                count == most + 1 && isAdded(token)
                                        ? observed.levelOf(Deviation.SAMPLED_TOP_LOGPROB)
                                        : Level.MUST));
            }
        });
        return visited == 0 ? NO_LOGPROBS : Result.of(violations);
    }

    /** Whether the token itself is one of the alternatives and none is less likely: it was sampled, and is added to them. */
    private static boolean isAdded(JsonNode token) {
        BigDecimal sampled = StrictValues.decimal(token.path("logprob"));
        boolean among = false;
        for (JsonNode alternative : token.path("top_logprobs")) {
            BigDecimal logprob = StrictValues.decimal(alternative.path("logprob"));
            among |= alternative.path("token").equals(token.path("token"));
            if (sampled == null || logprob == null || logprob.compareTo(sampled) < 0) {
                return false;
            }
        }
        return among;
    }

    private static final Result NO_LOGPROBS = Result.notApplicable("the response has no logprobs");
}
