package dev.loupe.gemma;

import dev.loupe.gemma.model.JacksonVersion;
import dev.loupe.gemma.transport.JdkTransport;
import dev.loupe.gemma.transport.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link GemmaClient}. By default it uses AI/ML API with the key in the environment variable {@code AIMLAPI_KEY}. */
public final class GemmaClientBuilder {
    static final URI DEFAULT_BASE = URI.create("https://api.aimlapi.com");
    static final String KEY_VARIABLE = "AIMLAPI_KEY";
    /** Whether the default server rejects requests without a key. */
    private static final boolean KEY_REQUIRED = true;

    private final UnaryOperator<@Nullable String> environment;
    private final CallOptions.Builder options = CallOptions.DEFAULT.toBuilder();
    private URI base = DEFAULT_BASE;
    private @Nullable SecretHeaderValue key;
    private @Nullable String keyHeader;
    private @Nullable Transport transport;
    private @Nullable Sleeper sleeper;
    private Clock clock = Clock.systemUTC();

    GemmaClientBuilder(UnaryOperator<@Nullable String> environment) {
        JacksonVersion.check();
        this.environment = environment;
    }

    /**
     * The server, with or without its version: {@code https://api.aimlapi.com} and {@code https://api.aimlapi.com/v1} are the same,
     * {@code https://openrouter.ai/api/v1} is OpenRouter. A URL that ends with {@code /chat/completions} is used unchanged. A query is kept:
     * {@code https://NAME.openai.azure.com/openai/deployments/MODEL?api-version=2024-10-21}, with {@link #apiKeyHeader}.
     */
    public GemmaClientBuilder baseUrl(String url) {
        return baseUrl(URI.create(url.strip()));
    }

    /** See {@link #baseUrl(String)}. */
    public GemmaClientBuilder baseUrl(URI url) {
        EndpointUrl.of(url); // fails early
        base = url;
        return this;
    }

    /** The API key, sent as a bearer token. It is never printed, logged or included in an exception. */
    public GemmaClientBuilder apiKey(String apiKey) {
        key = SecretHeaderValue.of("the API key", apiKey);
        return this;
    }

    /** The header for the key, such as {@code api-key} for Azure, instead of a bearer token in {@code Authorization}. */
    public GemmaClientBuilder apiKeyHeader(String name) {
        AllowedHeaderNames.check(name);
        keyHeader = name.toLowerCase(Locale.ROOT);
        return this;
    }

    /** Adds a header to every request; see {@link CallOptions.Builder#header}. */
    public GemmaClientBuilder header(String name, String value) {
        options.header(name, value);
        return this;
    }

    /** See {@link CallOptions.Builder#timeout}. */
    public GemmaClientBuilder timeout(Duration limit) {
        options.timeout(limit);
        return this;
    }

    /** See {@link CallOptions.Builder#idleTimeout}. */
    public GemmaClientBuilder idleTimeout(Duration limit) {
        options.idleTimeout(limit);
        return this;
    }

    /** See {@link CallOptions.Builder#maxRetries}. */
    public GemmaClientBuilder maxRetries(int retries) {
        options.maxRetries(retries);
        return this;
    }

    /** See {@link CallOptions.Builder#maxRetryWait}. */
    public GemmaClientBuilder maxRetryWait(Duration limit) {
        options.maxRetryWait(limit);
        return this;
    }

    /** Changes any option. */
    public GemmaClientBuilder options(Consumer<CallOptions.Builder> change) {
        change.accept(options);
        return this;
    }

    /** An HTTP client of the caller, for a private CA, a proxy or an executor. It must not follow redirects, which would send the key to another host. */
    public GemmaClientBuilder httpClient(HttpClient http) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the HttpClient follows redirects and would send the key to another host; use Redirect.NEVER");
        }
        return transport(JdkTransport.over(http));
    }

    /** Replaces the transport. */
    public GemmaClientBuilder transport(Transport newTransport) {
        transport = Objects.requireNonNull(newTransport);
        return this;
    }

    /** Replaces the wait before a retry. */
    public GemmaClientBuilder sleeper(Sleeper newSleeper) {
        sleeper = Objects.requireNonNull(newSleeper);
        return this;
    }

    /** The clock for a {@code Retry-After} with a date. */
    public GemmaClientBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock);
        return this;
    }

    /**
     * Builds the client.
     *
     * @throws IllegalStateException when the server is AI/ML API and there is no key
     */
    public GemmaClient build() {
        CallOptions built = options.build();
        Transport sending = transport == null ? JdkTransport.create(built.connectTimeout()) : transport;
        CallExecutor calls = new CallExecutor(
                sending,
                new RetryPolicy(() -> ThreadLocalRandom.current().nextDouble()),
                sleeper == null ? GemmaClientBuilder::sleep : sleeper);
        return new GemmaClient(new ClientConfig(EndpointUrl.of(base), keyFor(built), keyHeader, calls, clock), built);
    }

    private @Nullable SecretHeaderValue keyFor(CallOptions built) {
        if (key != null) {
            return key.isEmpty() ? null : key;
        }
        boolean isDefault = Objects.equals(base.getHost(), DEFAULT_BASE.getHost());
        String variable = isDefault || isLoopback(base.getHost()) ? environment.apply(KEY_VARIABLE) : null;
        if (variable != null && !variable.isBlank()) {
            return SecretHeaderValue.of("the environment variable " + KEY_VARIABLE, variable);
        }
        if (KEY_REQUIRED && isDefault && !built.headers().containsKey("authorization")) {
            throw new IllegalStateException("no API key: set the environment variable " + KEY_VARIABLE
                    + ", or call apiKey(...) on the builder");
        }
        return null;
    }

    /** The key in the variable is for AI/ML API: it is sent there and to servers on this machine only. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "GemmaClientBuilder[" + base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + "]";
    }

    private static CompletableFuture<Void> sleep(Duration time) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }
}
