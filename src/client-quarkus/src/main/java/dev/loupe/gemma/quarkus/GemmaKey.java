package dev.loupe.gemma.quarkus;

import io.smallrye.config.SmallRyeConfig;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Adds the key of {@code gemma.api-key} to the calls of the REST client, as {@link GemmaClients} does for GemmaClient. Without it the
 * variable {@code AIMLAPI_KEY} counts, for AI/ML API only. A configured {@code Authorization} header is kept.
 */
public class GemmaKey implements ClientRequestFilter {
    private static final String HOST = "api.aimlapi.com";

    @Override
    public void filter(ClientRequestContext call) {
        if (call.getHeaders().containsKey(HttpHeaders.AUTHORIZATION)) {
            return;
        }
        SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        Optional<String> key = Objects.requireNonNull(
                        config.getConfigMapping(GemmaConfig.class).clients().get(GemmaConfig.DEFAULT_NAME))
                .apiKey();
        if (key.isEmpty() && HOST.equals(call.getUri().getHost())) {
            key = config.getOptionalValue("AIMLAPI_KEY", String.class);
        }
        key.map(String::strip).filter(value -> !value.isEmpty()).ifPresent(value -> call.getHeaders()
                .putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + value));
    }
}
