package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** Credits and dollars say the same. */
final class UsageCreditsMatchUsd implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.credits-match-usd",
            Level.SHOULD,
            "credits_used is usd_spent times what a dollar buys",
            "AI/ML API, documentation of credits: 2,000,000 credits are one US dollar",
            "two prices for one call: one of them is not what is charged",
            "compute one of the two from the other");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        OptionalLong rate = observed.provider().creditsPerUsd();
        JsonNode spent = completion.meta().member("usage");
        BigDecimal credits = StrictValues.decimal(spent.path("credits_used"));
        BigDecimal usd = StrictValues.decimal(spent.path("usd_spent"));
        if (rate.isEmpty() || credits == null || usd == null) {
            return NO_CREDITS;
        }
        BigDecimal expected = usd.multiply(BigDecimal.valueOf(rate.getAsLong()));
        // dollars are printed to a millionth, and credits are whole
        BigDecimal slack = BigDecimal.valueOf(rate.getAsLong()).movePointLeft(6).add(BigDecimal.ONE);
        return credits.subtract(expected).abs().compareTo(slack) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(completion.meta(), "/meta/usage/credits_used"),
                        expected.stripTrailingZeros().toPlainString(),
                        credits.toPlainString(),
                        "the credits are not what " + usd.toPlainString() + " US dollars buy"));
    }

    private static final Result NO_CREDITS = Result.notApplicable("no credits and dollars to compare");
}
