package dev.loupe.gemma.quarkus;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.GemmaClientBuilder;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Produces the {@link GemmaClient} and the {@link ReactiveGemmaClient} that Quarkus injects. Server, TLS, proxy, connect timeout and headers come from
 * {@code quarkus.rest-client.gemma.*}; the key from {@code gemma.api-key} or else the variable {@code AIMLAPI_KEY}; {@code gemma.timeout},
 * {@code gemma.idle-timeout}, {@code gemma.max-retries} and {@code gemma.max-retry-wait} change the defaults. An application that
 * produces its own GemmaClient gets that one.
 */
@Dependent
public class GemmaClientProducer {

    @Produces
    @Singleton
    @DefaultBean
    GemmaClient gemmaClient(@RestClient Instance<GemmaConnection> configured, Config config) {
        GemmaConnection.Loan loan = new GemmaConnection.Loan();
        configured.get().borrow(loan).close();
        GemmaConnection.Lent lent = loan.get();
        GemmaClientBuilder builder =
                GemmaClient.builder().baseUrl(lent.base()).transport(new VertxTransport(lent.http()));
        lent.headers().forEach(builder::header);
        config.getOptionalValue("gemma.api-key", String.class).ifPresent(builder::apiKey);
        config.getOptionalValue("gemma.timeout", Duration.class).ifPresent(builder::timeout);
        config.getOptionalValue("gemma.idle-timeout", Duration.class).ifPresent(builder::idleTimeout);
        config.getOptionalValue("gemma.max-retries", Integer.class).ifPresent(builder::maxRetries);
        config.getOptionalValue("gemma.max-retry-wait", Duration.class).ifPresent(builder::maxRetryWait);
        return builder.build();
    }

    @Produces
    @Singleton
    @DefaultBean
    ReactiveGemmaClient reactiveGemmaClient(GemmaClient client) {
        return new ReactiveGemmaClient(client);
    }
}
