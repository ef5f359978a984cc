package dev.loupe.gemma.quarkus;

import dev.loupe.client.CallListener;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.GemmaClientBuilder;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The clients of an application by name. Each is built when it is first used, with all {@link CallListener} beans as listeners. */
@Singleton
public class GemmaClients {
    private final GemmaConfig config;
    private final Instance<GemmaConnection> defaultConnection;
    private final Instance<CallListener> listeners;
    private final TlsConfigurationRegistry tls;
    private final Map<String, Built> built = new ConcurrentHashMap<>();

    /** A client and its connection. */
    record Built(GemmaClient client, GemmaConnection.Lent connection) {}

    @Inject
    GemmaClients(
            GemmaConfig config,
            @RestClient Instance<GemmaConnection> defaultConnection,
            @Any Instance<CallListener> listeners,
            TlsConfigurationRegistry tls) {
        this.config = config;
        this.defaultConnection = defaultConnection;
        this.listeners = listeners;
        this.tls = tls;
    }

    /** The client of {@code gemma.*}. */
    public GemmaClient client() {
        return client(GemmaConfig.DEFAULT_NAME);
    }

    /**
     * The client of {@code gemma.NAME.*}.
     *
     * @throws IllegalStateException when its server is AI/ML API and there is no key
     */
    public GemmaClient client(String name) {
        return built(name).client();
    }

    Built built(String name) {
        return built.computeIfAbsent(name, this::build);
    }

    boolean hasHealthCheck(String name) {
        return configured(name).healthCheck();
    }

    private Built build(String name) {
        GemmaConfig.Client settings = configured(name);
        GemmaConnection.Lent connection = connection(name, settings);
        GemmaClientBuilder builder =
                GemmaClient.builder().baseUrl(connection.base()).transport(new VertxTransport(connection.http()));
        connection.headers().forEach(builder::header);
        settings.headers().forEach(builder::header);
        settings.apiKey().ifPresent(builder::apiKey);
        settings.timeout().ifPresent(builder::timeout);
        settings.idleTimeout().ifPresent(builder::idleTimeout);
        settings.maxRetries().ifPresent(builder::maxRetries);
        settings.maxRetryWait().ifPresent(builder::maxRetryWait);
        listeners.forEach(builder::listener);
        return new Built(builder.build(), connection);
    }

    private GemmaConfig.Client configured(String name) {
        return Objects.requireNonNull(config.clients().get(name), name);
    }

    private GemmaConnection.Lent connection(String name, GemmaConfig.Client settings) {
        if (!name.equals(GemmaConfig.DEFAULT_NAME)) {
            return named(name, settings).lend();
        }
        if (settings.tlsConfigurationName().isPresent()
                || settings.proxyAddress().isPresent()) {
            throw new IllegalStateException(
                    "gemma.tls-configuration-name and gemma.proxy-address are for named clients;"
                            + " set quarkus.rest-client.gemma.tls-configuration-name or quarkus.rest-client.gemma.proxy-address");
        }
        GemmaConnection.Lent lent = defaultConnection.get().lend();
        return settings.baseUrl()
                .map(base -> new GemmaConnection.Lent(lent.http(), base, lent.headers()))
                .orElse(lent);
    }

    private GemmaConnection named(String name, GemmaConfig.Client settings) {
        QuarkusRestClientBuilder builder = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.baseUrl().orElse(URI.create(GemmaConnection.SERVER)));
        settings.tlsConfigurationName()
                .ifPresent(configured -> builder.tlsConfiguration(tls.get(configured)
                        .orElseThrow(() -> new IllegalStateException(
                                "gemma." + name + ".tls-configuration-name: there is no quarkus.tls." + configured))));
        settings.proxyAddress().ifPresent(address -> {
            URI proxy = URI.create("http://" + address);
            if (proxy.getHost() == null || proxy.getPort() < 0) {
                throw new IllegalStateException(
                        "gemma." + name + ".proxy-address: '" + address + "' is not HOST:PORT (example: proxy:3128)");
            }
            builder.proxyAddress(proxy.getHost(), proxy.getPort());
        });
        return builder.build(GemmaConnection.class);
    }
}
