package dev.loupe.cli;

import dev.loupe.live.Budget;
import dev.loupe.live.Pricing;
import dev.loupe.live.RateLimiter;
import dev.loupe.live.ReportedCosts;
import dev.loupe.live.RequestSender;
import dev.loupe.live.Timeouts;
import dev.loupe.provider.ProviderProfile.Price;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for sending requests and limiting their cost. */
class SendingOptions {
    /** More connections than an endpoint or the open files of a process allow. */
    private static final int MOST_CONCURRENT = 10_000;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Maximum number of requests in flight. Default: ${DEFAULT-VALUE}.")
    int concurrency = 4;

    @Option(
            names = "--rate",
            paramLabel = "N/UNIT",
            description = "Maximum request rate, for example 5/s, 60/m or 1000/h.")
    @Nullable
    String rate;

    @Option(names = "--max-requests", paramLabel = "N", description = "Maximum number of requests.")
    int maxRequests = Integer.MAX_VALUE;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description =
                    "Maximum cost in US dollars by --price or the prices of the provider profile. The maximum cost of a request is reserved before it is sent. Without a price it is learned from the costs that the first responses report.")
    @Nullable
    Double maxCost;

    @Option(
            names = "--price",
            paramLabel = "IN,OUT",
            converter = PriceParser.class,
            description = "Price of a million input and a million output tokens in US dollars, for example 0.15,0.60."
                    + " Default: the price in the provider profile.")
    @Nullable
    Price price;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = DurationParser.class,
            description = "Send no request and await no response after this time, for example 90s, 10m or 1h.")
    @Nullable
    Duration maxTime;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationParser.class,
            description =
                    "Longest time for a request and its response, for example 30s. Default: 90s to the first byte,"
                            + " 60s without a byte, 10m in all.")
    @Nullable
    Duration timeout;

    @Mixin
    ConnectionOptions connections = new ConnectionOptions();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "Send an optional header that the provider profile lists, for example X-Title=Loupe with"
                    + " openrouter.")
    Map<String, String> headers = new TreeMap<>();

    /** Rejects invalid values, also where nothing is sent. */
    void validate() {
        connections.settings();
        pace();
        if (concurrency < 1) {
            throw new InvalidInputException("--concurrency: " + concurrency + " is less than 1");
        }
        if (timeout != null && !timeout.isPositive()) {
            throw new InvalidInputException("--timeout: " + timeout.toMillis() + " is less than 1ms");
        }
        if (maxTime != null && !maxTime.isPositive()) {
            throw new InvalidInputException("--max-time: " + maxTime.toMillis() + " is less than 1ms");
        }
        if (concurrency > MOST_CONCURRENT) {
            throw new InvalidInputException("--concurrency: " + concurrency + " is greater than " + MOST_CONCURRENT);
        }
    }

    RequestSender sender(ResolvedEndpoint endpoint, InstantSource clock) {
        validate();
        try {
            return new RequestSender(
                    endpoint.target(), endpoint.provider().name(), timeouts(), pace(), clock, connections.settings());
        } catch (IllegalArgumentException unusable) {
            throw new InvalidInputException(unusable.getMessage(), unusable);
        }
    }

    private Timeouts timeouts() {
        return timeout == null ? Timeouts.DEFAULT : Timeouts.DEFAULT.perRequest(timeout);
    }

    private RateLimiter pace() {
        try {
            return rate == null ? RateLimiter.unlimited() : RateLimiter.parse(rate);
        } catch (IllegalArgumentException noRate) {
            throw new InvalidInputException("--rate: " + noRate.getMessage(), noRate);
        }
    }

    /** The price of a model; null when no one states it. */
    @Nullable
    Price price(ResolvedEndpoint endpoint, String model) {
        return price == null ? endpoint.price(model) : price;
    }

    /** The day on which the price of the profile was read, for a message; prices change. */
    String priceSource(ResolvedEndpoint endpoint, String model) {
        return price != null
                ? ""
                : Optional.ofNullable(endpoint.provider().published().get(model))
                        .filter(published -> published.price().isPresent())
                        .map(published -> " by the price of " + published.asOf() + " in the profile of "
                                + endpoint.provider().title())
                        .orElse("");
    }

    /** What requests cost: learned from the responses where the cost is limited and no price is stated. */
    Pricing pricing(ResolvedEndpoint endpoint, Collection<String> models) {
        boolean stated = models.stream().allMatch(model -> price(endpoint, model) != null);
        return maxCost == null || stated ? Pricing.stated(model -> price(endpoint, model)) : new ReportedCosts();
    }

    /** The limits of a run. */
    Budget budget() {
        if (maxRequests < 1) {
            throw new InvalidInputException("--max-requests: " + maxRequests + " is less than 1");
        }
        if (maxCost != null && maxCost.isInfinite()) {
            throw new InvalidInputException("--max-cost: the number is too large (example: 0.50)");
        }
        if (maxCost != null && !(maxCost > 0)) {
            throw new InvalidInputException("--max-cost: " + maxCost + " is not greater than 0");
        }
        return new Budget(
                maxRequests,
                maxCost == null ? Double.MAX_VALUE : maxCost,
                maxTime == null ? Duration.ofDays(365) : maxTime);
    }
}
