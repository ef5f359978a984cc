package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.math.BigDecimal;
import java.util.OptionalLong;

@CheckDescription(
        id = "usage.credits-match-usd",
        level = Level.SHOULD,
        truth = "credits_used is usd_spent times the credits per dollar",
        source = "AI/ML API, documentation of credits: 2,000,000 credits are one US dollar",
        why = "the two costs of one call contradict each other: one of them is not charged",
        fix = "compute one from the other")
final class UsageCreditsMatchUsd implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        OptionalLong rate = observed.provider().creditsPerUsd();
        JsonNode spent = completion.meta().property("usage");
        BigDecimal credits = StrictValues.decimal(spent.path("credits_used"));
        BigDecimal usd = StrictValues.decimal(spent.path("usd_spent"));
        if (rate.isEmpty() || credits == null || usd == null) {
            return Result.notApplicable(
                    "credits_used or usd_spent is absent, or the provider profile has no credits per dollar");
        }
        BigDecimal expected = usd.multiply(BigDecimal.valueOf(rate.getAsLong()));
        // dollars are rounded to a millionth, and credits are integers
        BigDecimal slack = BigDecimal.valueOf(rate.getAsLong()).movePointLeft(6).add(BigDecimal.ONE);
        return credits.subtract(expected).abs().compareTo(slack) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(completion.meta(), "/meta/usage/credits_used"),
                        expected.stripTrailingZeros().toPlainString(),
                        credits.toPlainString(),
                        "credits_used is " + credits.toPlainString() + ", but usd_spent " + usd.toPlainString() + " is "
                                + expected.stripTrailingZeros().toPlainString() + " credits"));
    }
}
