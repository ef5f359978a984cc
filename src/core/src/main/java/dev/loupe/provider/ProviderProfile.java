package dev.loupe.provider;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A provider: who serves a contract.
 *
 * @param name as in {@code --provider NAME} and in recordings
 * @param title the name in reports
 * @param baseUrl without a trailing slash, empty when it is not known
 * @param keyVariable the environment variable that holds the key, empty when none is needed
 * @param headers sent with every request
 * @param dialect its error bodies, streams and model names
 * @param prices by model; empty without a price table
 * @param creditsPerUsd what one US dollar buys; empty when it does not sell credits
 * @param templates by which the reference provider imitates it; empty when the file has none
 */
public record ProviderProfile(
        String name,
        String title,
        String baseUrl,
        String keyVariable,
        SortedMap<String, String> headers,
        ProviderDialect dialect,
        Map<String, Price> prices,
        OptionalLong creditsPerUsd,
        Optional<ResponseTemplates> templates) {
    /** US dollars for a million tokens. */
    public record Price(BigDecimal input, BigDecimal output) {}
}
