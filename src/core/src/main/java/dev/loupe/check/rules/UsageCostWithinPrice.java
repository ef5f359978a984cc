package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.math.BigDecimal;

/** The cost is of the order of the price. */
final class UsageCostWithinPrice implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.cost-within-price",
            Level.MUST,
            "the cost in a response is at most 100 times tokens times the price that the provider publishes",
            "the documentation of the provider: the price table of its profile; the price of an upstream and of a later day differ by far less",
            "one call empties a budget",
            "charge the published price");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }

        JsonField usage = completion.usage();
        BigDecimal own = StrictValues.decimal(usage.property("cost"));
        JsonField from = own != null ? usage : completion.meta();
        BigDecimal cost =
                own != null ? own : StrictValues.decimal(from.property("usage").path("usd_spent"));
        BigDecimal expected = UsageCostMatchesPrice.expected(observed, completion);
        if (cost == null || expected == null) {
            return NO_PRICE;
        }
        BigDecimal most = expected.movePointRight(2).add(FEE);
        return cost.compareTo(most) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(from, own != null ? "/usage/cost" : "/meta/usage/usd_spent"),
                        "at most " + most.stripTrailingZeros().toPlainString(),
                        cost.toPlainString(),
                        "the cost is " + cost.toPlainString() + " dollars, and tokens times the published price are "
                                + expected.stripTrailingZeros().toPlainString()));
    }

    /** A fee for a request, such as that of a search. */
    private static final BigDecimal FEE = BigDecimal.ONE.movePointLeft(1);

    private static final Result NO_PRICE = Result.notApplicable("the price or the cost is unknown");
}
