package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.ProviderProfile.Price;
import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** What requests cost, in US dollars. */
@API(status = API.Status.EXPERIMENTAL)
public interface Pricing {
    /** Without prices: requests cost nothing. */
    Pricing NONE = stated(model -> null);

    /** The highest possible cost of a request; 0 when it is not known. */
    double highest(Body request);

    /** The cost of an exchange. */
    double actual(Exchange exchange);

    /** Whether a request has to wait for the response to the one before it, which may state a cost. */
    default boolean isUnknown() {
        return false;
    }

    /** Why no further request is sent, when that is the reason. */
    default Optional<NotSentReason> forbids() {
        return Optional.empty();
    }

    /** Prices that are known before the run. */
    static Pricing stated(Function<String, @Nullable Price> prices) {
        return new Pricing() {
            @Override
            public double highest(Body request) {
                return CostEstimate.of(request).cost(price(request));
            }

            @Override
            public double actual(Exchange exchange) {
                Body request = exchange.request().body();
                return Math.min(CostEstimate.actual(exchange, price(request)), highest(request));
            }

            private @Nullable Price price(Body request) {
                JsonNode model = request.json().path("model");
                return prices.apply(model.asText());
            }
        };
    }
}
