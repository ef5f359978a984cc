package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StatedCost;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.provider.ProviderProfile.Price;
import java.math.BigDecimal;

@CheckDescription(
        id = "usage.cost-within-price",
        level = Level.MUST,
        truth =
                "the cost in a response is at most 100 times tokens times the price that the provider publishes, or ten times the price of the most expensive model where it is unknown",
        source =
                "the documentation of the provider: the price table of its profile; the price of an upstream and of a later day differ by far less; the most expensive model on https://openrouter.ai/openai/o1-pro: 150 and 600 dollars per million tokens (SHOULD, since other things may be charged)",
        why = "one call empties a budget",
        fix = "charge the published price")
final class UsageCostWithinPrice implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        StatedCost own = StatedCost.of(usage.value());
        JsonField from = own != null ? usage : completion.meta();
        BigDecimal cost = own != null
                ? own.dollars()
                : StrictValues.decimal(from.property("usage").path("usd_spent"));
        BigDecimal expected = UsageCostMatchesPrice.expected(observed, completion);
        if (cost == null) {
            return NO_PRICE;
        }
        String at = own != null ? "/usage/" + own.property() : "/meta/usage/usd_spent";
        if (expected != null) {
            boolean fee =
                    UsageCostMatchesPrice.mayHaveFee(observed.request()) || !PromptText.isAllText(observed.request());
            BigDecimal most = expected.movePointRight(2).add(fee ? FEE : ROUNDING);
            return judge(
                    completion.at(from, at),
                    cost,
                    most,
                    "the published price" + UsageCostMatchesPrice.day(observed, completion),
                    expected,
                    Level.MUST);
        }
        BigDecimal highest = UsageCostMatchesPrice.times(MOST_EXPENSIVE, observed, usage);
        return highest == null
                ? NO_PRICE
                : judge(
                        completion.at(from, at),
                        cost,
                        highest.movePointRight(1).add(BigDecimal.ONE),
                        "the price of the most expensive model",
                        highest,
                        Level.SHOULD);
    }

    private static Result judge(
            FindingLocation at, BigDecimal cost, BigDecimal most, String price, BigDecimal expected, Level level) {
        return cost.compareTo(most) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                                at,
                                "at most " + most.stripTrailingZeros().toPlainString(),
                                cost.toPlainString(),
                                "the cost is " + cost.toPlainString() + " dollars, and tokens times " + price + " are "
                                        + expected.stripTrailingZeros().toPlainString())
                        .atMost(level));
    }

    private static final Price MOST_EXPENSIVE = new Price(BigDecimal.valueOf(150), BigDecimal.valueOf(600));

    /** A fee for a request, such as that of a search or an image. */
    private static final BigDecimal FEE = BigDecimal.ONE.movePointLeft(1);

    /** Amounts of ten thousandths of a dollar are rounded. */
    private static final BigDecimal ROUNDING = BigDecimal.ONE.movePointLeft(4);

    private static final Result NO_PRICE = Result.notApplicable("the price or the cost is unknown");
}
