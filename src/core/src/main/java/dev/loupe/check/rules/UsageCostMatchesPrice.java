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
import dev.loupe.provider.ProviderProfile.Price;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cost is the price times the tokens. */
final class UsageCostMatchesPrice implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.cost-matches-price",
            Level.INFO,
            "the cost that an answer tells agrees with the price table of the provider",
            "the price table in the provider's file under providers/; prices change, hence INFO",
            "what a call costs should follow from what is published",
            "charge by the published table, or publish the table that is charged by; if the table here is old, correct providers/*.yaml");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        Price price = priceOf(observed, completion);
        Said usage = completion.usage();
        long prompt = usage.whole("prompt_tokens");
        long generated = usage.whole("completion_tokens");
        BigDecimal own = StrictValues.decimal(usage.member("cost"));
        Said from = own != null ? usage : completion.meta();
        String at = own != null ? "/usage/cost" : "/meta/usage/usd_spent";
        BigDecimal cost =
                own != null ? own : StrictValues.decimal(from.member("usage").path("usd_spent"));
        if (price == null || cost == null || prompt < 0 || generated < 0 || isSpecial(usage)) {
            return NO_PRICE;
        }
        BigDecimal expected = price.input()
                .multiply(BigDecimal.valueOf(prompt))
                .add(price.output().multiply(BigDecimal.valueOf(generated)))
                .movePointLeft(6);
        BigDecimal slack = expected.movePointLeft(2).add(MILLIONTH);
        return cost.subtract(expected).abs().compareTo(slack) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(from, at),
                        expected.stripTrailingZeros().toPlainString(),
                        cost.toPlainString(),
                        "the cost is not that of the price table"));
    }

    private static final Result NO_PRICE = Result.notApplicable("no price or no cost is known");
    private static final BigDecimal MILLIONTH = BigDecimal.ONE.movePointLeft(6);

    private static @Nullable Price priceOf(ParsedExchange observed, ParsedCompletion completion) {
        Map<String, Price> prices = observed.provider().prices();
        if (prices.isEmpty()) {
            return null;
        }
        Price price =
                prices.get(StrictValues.textOrEmpty(completion.member("model").value()));
        return price != null
                ? price
                : prices.get(StrictValues.textOrEmpty(observed.request().path("model")));
    }

    /** Cached tokens are cheaper, and on a key of one's own the router charges a fee instead. */
    private static boolean isSpecial(Said usage) {
        return StrictValues.whole(usage.member("prompt_tokens_details").path("cached_tokens")) > 0
                || StrictValues.isTrue(usage.member("is_byok"));
    }
}
