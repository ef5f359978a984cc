package dev.loupe.gemma.quarkus;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigDocSection;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The clients of an application: {@code gemma.*} is the default one, {@code gemma.NAME.*} the one with that name. */
@ConfigMapping(prefix = "gemma")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface GemmaConfig {
    /** The name of the client of {@code gemma.*}. */
    String DEFAULT_NAME = "<default>";

    /** The clients by name. */
    @ConfigDocSection
    @ConfigDocMapKey("client-name")
    @WithParentName
    @WithUnnamedKey(DEFAULT_NAME)
    @WithDefaults
    Map<String, Client> clients();

    /** The configuration of one client. */
    interface Client {

        /**
         * The API key. Without it, the variable {@code AIMLAPI_KEY} has the key for AI/ML API.
         */
        Optional<String> apiKey();

        /**
         * The server. The default client has that of {@code quarkus.rest-client.gemma.url}, a named client that of AI/ML API.
         */
        Optional<URI> baseUrl();

        /**
         * The headers of every request. The default client also has those of {@code quarkus.rest-client.gemma.headers}.
         */
        @ConfigDocMapKey("header-name")
        Map<String, String> headers();

        /**
         * The TLS configuration of a named client. The default client has that of {@code quarkus.rest-client.gemma.tls-configuration-name}.
         */
        Optional<String> tlsConfigurationName();

        /**
         * The proxy of a named client, as {@code HOST:PORT}. The default client has that of {@code quarkus.rest-client.gemma.proxy-address}.
         */
        Optional<String> proxyAddress();

        /**
         * The limit for a complete response, retries included.
         */
        Optional<Duration> timeout();

        /**
         * The limit for the time without any byte of a response.
         */
        Optional<Duration> idleTimeout();

        /**
         * The number of retries.
         */
        OptionalInt maxRetries();

        /**
         * The longest wait before a retry that the server may request.
         */
        Optional<Duration> maxRetryWait();

        /**
         * Whether the readiness check of SmallRye Health includes this client: it is down if the client has no key or no connection to its
         * server. The check sends a {@code HEAD} request without the key and costs nothing.
         */
        @WithDefault("true")
        boolean healthCheck();
    }
}
