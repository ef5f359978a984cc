package dev.loupe.provider;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
 * @param optionalHeaders names of headers that it documents as optional; sent only when the user gives them values
 * @param dialect its error bodies, streams and model names
 * @param published what it publishes about its models, by name
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
        Set<String> optionalHeaders,
        ProviderDialect dialect,
        Map<String, PublishedModel> published,
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
                optionalHeaders,
                other,
                published,
                creditsPerUsd,
                templates);
    }

    /** The published price of a model. */
    public Optional<Price> price(String model) {
        return Optional.ofNullable(published.get(model)).flatMap(PublishedModel::price);
    }

    /** US dollars for a million tokens. */
    public record Price(BigDecimal input, BigDecimal output) {}
}
