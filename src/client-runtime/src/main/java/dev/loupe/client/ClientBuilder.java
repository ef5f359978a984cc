package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.JacksonVersion;
import dev.loupe.client.transport.JdkTransport;
import dev.loupe.client.transport.Transport;
import java.lang.System.Logger;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The base of the builders of clients.
 *
 * @param <B> the builder itself
 */
public abstract class ClientBuilder<B extends ClientBuilder<B>> {
    private final ClientDefaults defaults;
    private final UnaryOperator<@Nullable String> environment;
    private final CallOptions.Builder options = CallOptions.DEFAULT.toBuilder();
    private final OperationParameters parameters = new OperationParameters();
    private URI base;
    private @Nullable SecretHeaderValue key;
    private @Nullable String keyHeader;
    private @Nullable Transport transport;
    private @Nullable Sleeper sleeper;
    private Clock clock = Clock.systemUTC();
    private final List<CallListener> listeners = new ArrayList<>();

    /** Begins with the default server. */
    protected ClientBuilder(ClientDefaults defaults, UnaryOperator<@Nullable String> environment) {
        JacksonVersion.check();
        this.defaults = defaults;
        this.base = defaults.base();
        this.environment = environment;
    }

    /**
     * The server, with or without its version: {@code https://host} and {@code https://host/v1} are the same. A URL that ends with the path
     * of the operation, such as {@code /chat/completions}, is used unchanged. A query is kept: {@code
     * https://NAME.openai.azure.com/openai/deployments/MODEL?api-version=2024-10-21}, with {@link #apiKeyHeader}.
     */
    public final B baseUrl(String url) {
        return baseUrl(URI.create(url.strip()));
    }

    /** See {@link #baseUrl(String)}. */
    public final B baseUrl(URI url) {
        EndpointUrl.check(url); // fails early
        base = url;
        return self();
    }

    /** The API key, sent as a bearer token. It is never printed, logged or included in an exception. */
    public final B apiKey(String apiKey) {
        key = SecretHeaderValue.of("the API key", apiKey);
        return self();
    }

    /** The header for the key, such as {@code api-key} for Azure, instead of a bearer token in {@code Authorization}. */
    public final B apiKeyHeader(String name) {
        AllowedHeaderNames.check(name);
        keyHeader = name.toLowerCase(Locale.ROOT);
        return self();
    }

    /** Adds a header to every request; see {@link CallOptions.Builder#header}. */
    public final B header(String name, String value) {
        options.header(name, value);
        return self();
    }

    /** See {@link CallOptions.Builder#timeout}. */
    public final B timeout(Duration limit) {
        options.timeout(limit);
        return self();
    }

    /** See {@link CallOptions.Builder#idleTimeout}. */
    public final B idleTimeout(Duration limit) {
        options.idleTimeout(limit);
        return self();
    }

    /** See {@link CallOptions.Builder#maxRetries}. */
    public final B maxRetries(int retries) {
        options.maxRetries(retries);
        return self();
    }

    /** See {@link CallOptions.Builder#maxRetryWait}. */
    public final B maxRetryWait(Duration limit) {
        options.maxRetryWait(limit);
        return self();
    }

    /** Changes any option. */
    public final B options(Consumer<CallOptions.Builder> change) {
        change.accept(options);
        return self();
    }

    /** An HTTP client of the caller, for a private CA, a proxy or an executor. It must not follow redirects, which would send the key to another host. */
    public final B httpClient(HttpClient http) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the HttpClient follows redirects and would send the key to another host; use Redirect.NEVER");
        }
        return transport(JdkTransport.over(http));
    }

    /** Replaces the transport. */
    public final B transport(Transport newTransport) {
        transport = Objects.requireNonNull(newTransport);
        return self();
    }

    /** Replaces the wait before a retry. */
    public final B sleeper(Sleeper newSleeper) {
        sleeper = Objects.requireNonNull(newSleeper);
        return self();
    }

    /** Adds a listener of all calls. */
    public final B listener(CallListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return self();
    }

    /** The clock for a {@code Retry-After} with a date. */
    public final B clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock);
        return self();
    }

    /** Sets a parameter in the path of the operation. */
    protected final B pathParameter(String name, String value) {
        parameters.path(name, value);
        return self();
    }

    /** Sets a parameter in the query of the operation. */
    protected final B queryParameter(String name, String value) {
        parameters.query(name, value);
        return self();
    }

    /**
     * Requires a value before the client is built.
     *
     * @param in the location of the parameter: {@code path}, {@code query} or {@code header}
     * @param setter the method of the builder for its value
     */
    protected final void requireParameter(String in, String name, String setter) {
        parameters.require(in, name, setter);
    }

    /**
     * The calls of a client with these settings.
     *
     * @throws IllegalStateException when the default server requires a key and there is none, or a required parameter has no value
     */
    protected final <R extends ApiObject, C extends ApiObject> ChatCalls<R, C> calls(ChatTypes<R, C> types) {
        CallOptions built = options.build();
        Transport sending = transport == null ? JdkTransport.create(built.connectTimeout()) : transport;
        CallExecutor calls = new CallExecutor(
                sending,
                new RetryPolicy(() -> ThreadLocalRandom.current().nextDouble()),
                sleeper == null ? ClientBuilder::sleep : sleeper);
        List<CallListener> all = new ArrayList<>(listeners);
        Logger logger = System.getLogger("dev.loupe.client");
        if (logger.isLoggable(Logger.Level.DEBUG)) {
            all.add(new LoggingListener(logger));
        }
        parameters.check(base, defaults.operation(), built.headers().keySet());
        URI endpoint = EndpointUrl.of(base, defaults, parameters);
        ClientConfig config =
                new ClientConfig(defaults.userAgent(), endpoint, keyFor(built), keyHeader, calls, clock, all);
        return new ChatCalls<>(types, config, built);
    }

    private @Nullable SecretHeaderValue keyFor(CallOptions built) {
        if (key != null) {
            return key.isEmpty() ? null : key;
        }
        boolean isDefault = Objects.equals(base.getHost(), defaults.base().getHost());
        String variable = isDefault || isLoopback(base.getHost()) ? environment.apply(defaults.keyVariable()) : null;
        if (variable != null && !variable.isBlank()) {
            return SecretHeaderValue.of("the environment variable " + defaults.keyVariable(), variable);
        }
        String header = keyHeader == null ? "authorization" : keyHeader;
        if (defaults.keyRequired() && isDefault && !built.headers().containsKey(header)) {
            throw new IllegalStateException("no API key: set the environment variable " + defaults.keyVariable()
                    + ", or call apiKey(...) on the builder");
        }
        return null;
    }

    /** The key in the variable is for the default server: it is sent there and to servers on this machine only. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath()
                + "]";
    }

    private static CompletableFuture<Void> sleep(Duration time) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    @SuppressWarnings("unchecked")
    private B self() {
        return (B) this;
    }
}
