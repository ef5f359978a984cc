package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StatedCost;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.provider.PublishedModel;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.cost-matches-price",
        level = Level.INFO,
        truth = "the cost in a response matches the price table of the provider, within 1 %",
        source = "the price table in the provider profile (providers/*.yaml); prices change, hence INFO",
        why = "callers predict the cost of a call from the published prices",
        fix =
                "charge the published prices, or publish the charged ones; if the price table is outdated, correct providers/*.yaml")
final class UsageCostMatchesPrice implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        BigDecimal expected = expected(observed, completion);
        StatedCost own = StatedCost.of(usage.value());
        JsonField from = own != null ? usage : completion.meta();
        String at = own != null ? "/usage/" + own.property() : "/meta/usage/usd_spent";
        BigDecimal cost = own != null
                ? own.dollars()
                : StrictValues.decimal(from.property("usage").path("usd_spent"));
        if (expected == null || cost == null || isCached(usage) || mayHaveFee(observed.request())) {
            return Result.notApplicable("the price or the cost is unknown");
        }
        BigDecimal slack = expected.movePointLeft(2).add(MILLIONTH);
        return cost.subtract(expected).abs().compareTo(slack) <= 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(from, at),
                        expected.stripTrailingZeros().toPlainString(),
                        cost.toPlainString(),
                        "cost is " + cost.toPlainString() + " for " + usage.integer("prompt_tokens") + " + "
                                + usage.integer("completion_tokens") + " tokens, expected "
                                + expected.stripTrailingZeros().toPlainString() + " by the price table"
                                + day(observed, completion)));
    }

    /** The day of the price, for a message. */
    static String day(ParsedExchange observed, ParsedCompletion completion) {
        return priced(observed, completion).map(model -> " of " + model.asOf()).orElse("");
    }

    private static final BigDecimal MILLIONTH = BigDecimal.ONE.movePointLeft(6);

    /** Tokens times price, without a discount for cached ones; null when one of them is unknown, or something else is charged. */
    static @Nullable BigDecimal expected(ParsedExchange observed, ParsedCompletion completion) {
        Price price =
                priced(observed, completion).flatMap(PublishedModel::price).orElse(null);
        return price == null ? null : times(price, observed, completion.usage());
    }

    /** The counted tokens times a price; null without counts, or when the caller's own upstream is charged. */
    static @Nullable BigDecimal times(Price price, ParsedExchange observed, JsonField usage) {
        long prompt = usage.integer("prompt_tokens");
        long counted = usage.integer("completion_tokens");
        long reasoning =
                StrictValues.integer(usage.property("completion_tokens_details").path("reasoning_tokens"));
        long generated = counted + (observed.dialect().usage().reasoningSeparate() ? Math.max(0, reasoning) : 0);
        // with the caller's own key at the upstream, the router charges a fee instead
        return prompt < 0 || counted < 0 || StrictValues.isTrue(usage.property("is_byok"))
                ? null
                : price.input()
                        .multiply(BigDecimal.valueOf(prompt))
                        .add(price.output().multiply(BigDecimal.valueOf(generated)))
                        .movePointLeft(6);
    }

    /** The published model whose price applies: the model that responds, or the requested one. */
    static Optional<PublishedModel> priced(ParsedExchange observed, ParsedCompletion completion) {
        PublishedModel responding = observed.provider()
                .published()
                .get(StrictValues.textOrEmpty(completion.property("model").value()));
        return Optional.ofNullable(responding).or(observed::publishedModel).filter(model -> model.price()
                .isPresent());
    }

    /** Cached tokens are cheaper. */
    private static boolean isCached(JsonField usage) {
        return StrictValues.integer(usage.property("prompt_tokens_details").path("cached_tokens")) > 0;
    }

    /** Whether a search or another tool may be charged in addition to the tokens. */
    static boolean mayHaveFee(JsonNode request) {
        return request.has("plugins")
                || request.has("web_search_options")
                // xAI
                || request.has("search_parameters")
                || StrictValues.textOrEmpty(request.path("model")).endsWith(":online");
    }
}
