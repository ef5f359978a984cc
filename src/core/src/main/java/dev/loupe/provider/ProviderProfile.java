package dev.loupe.provider;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.apiguardian.api.API;

/**
 * A provider: who serves a contract.
 *
 * @param name as in {@code --provider NAME} and in recordings
 * @param title the name in reports
 * @param baseUrl without a trailing slash, empty when it is not known
 * @param keyVariable the environment variable that holds the key, empty when none is needed
 * @param servers the servers that it describes
 * @param headers sent with every request
 * @param dialect its error bodies, streams and model names
 * @param prices by model; empty without a price table
 * @param contextWindows by model, as far as the provider states them
 * @param creditsPerUsd what one US dollar buys; empty when it does not sell credits
 * @param templates by which the reference provider imitates it; empty when the file has none
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProviderProfile(
        String name,
        String title,
        String baseUrl,
        String keyVariable,
        Servers servers,
        SortedMap<String, String> headers,
        ProviderDialect dialect,
        Map<String, Price> prices,
        Map<String, ContextWindow> contextWindows,
        OptionalLong creditsPerUsd,
        Optional<ResponseTemplates> templates) {
    /** Whether the host of this URL is one of the provider's. */
    public boolean isServedAt(String url) {
        return servers.patternOf(UrlAuthority.of(url.strip()).host()).isPresent();
    }

    /** The same with another dialect. */
    public ProviderProfile with(ProviderDialect other) {
        return new ProviderProfile(
                name,
                title,
                baseUrl,
                keyVariable,
                servers,
                headers,
                other,
                prices,
                contextWindows,
                creditsPerUsd,
                templates);
    }

    /**
     * US dollars for a million tokens.
     *
     * @param asOf the day on which the provider's page stated it
     */
    public record Price(BigDecimal input, BigDecimal output, Optional<LocalDate> asOf) {
        public Price(BigDecimal input, BigDecimal output) {
            this(input, output, Optional.empty());
        }
    }

    /**
     * How many tokens a prompt and its completion have at most.
     *
     * @param asOf the day on which the provider's page stated it
     */
    public record ContextWindow(long tokens, Optional<LocalDate> asOf) {}
}
