package dev.loupe.cli;

import dev.loupe.live.Budget;
import dev.loupe.live.CertificateAuthority;
import dev.loupe.live.RateLimiter;
import dev.loupe.live.RequestSender;
import dev.loupe.live.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How requests are sent, and what may be spent: the options that every sending command has. */
class SendingOptions {
    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Requests under way at once. Default: ${DEFAULT-VALUE}.")
    int concurrency = 4;

    @Option(names = "--rate", paramLabel = "N/UNIT", description = "At most so many requests: 60/m, 5/s, 1000/h.")
    @Nullable
    String rate;

    @Option(names = "--max-requests", paramLabel = "N", description = "Send no more requests than this.")
    int maxRequests = Integer.MAX_VALUE;

    @Option(
            names = "--max-cost",
            paramLabel = "USD",
            description = "Spend no more than this, by the provider's price table; worst cases are set aside first.")
    @Nullable
    Double maxCost;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Send nothing after this time: 90s, 10m, 1h.")
    @Nullable
    Duration maxTime;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Trust the certificate authorities of this PEM file, for endpoints with a private one.")
    @Nullable
    Path authority;

    RequestSender sender(ResolvedEndpoint endpoint, InstantSource clock) {
        if (concurrency < 1) {
            throw new InvalidInputException("--concurrency is at least 1");
        }
        try {
            SSLContext tls = authority == null ? null : CertificateAuthority.trusting(authority);
            RateLimiter pace = rate == null ? RateLimiter.unlimited() : RateLimiter.parse(rate);
            return new RequestSender(endpoint.target(), endpoint.provider().name(), Timeouts.DEFAULT, pace, clock, tls);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidInputException(unusable.getMessage(), unusable);
        }
    }

    /**
     * What may be spent.
     *
     * @param priced whether the provider has a price for what is asked
     */
    Budget budget(boolean priced) {
        if (maxCost != null && !priced) {
            throw new InvalidInputException(
                    "--max-cost cannot be kept to: there is no price for this model; add it under prices in"
                            + " the provider's file and name that with --provider, or use --max-requests");
        }
        return new Budget(
                maxRequests,
                maxCost == null ? Double.MAX_VALUE : maxCost,
                maxTime == null ? Duration.ofDays(365) : maxTime);
    }

    /** Reads {@code 90s}, {@code 10m}, {@code 1h}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("\\d{1,6}[smh]")) {
                throw new TypeConversionException("'" + text + "' is no time; it looks like 90s, 10m or 1h");
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
