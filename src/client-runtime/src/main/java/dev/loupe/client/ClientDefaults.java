package dev.loupe.client;

import java.net.URI;

/**
 * The server that a client calls unless its builder has another one.
 *
 * @param userAgent the value of {@code User-Agent}
 * @param server its name in messages
 * @param base its URL
 * @param keyVariable the environment variable with its API key
 * @param keyRequired whether it rejects requests without a key
 * @param version the path between a base URL without a version and the operation: {@code /v1}
 * @param operation the path of the operation: {@code /chat/completions}
 */
public record ClientDefaults(
        String userAgent,
        String server,
        URI base,
        String keyVariable,
        boolean keyRequired,
        String version,
        String operation) {}
