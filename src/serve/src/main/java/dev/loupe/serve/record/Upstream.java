package dev.loupe.serve.record;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.exchange.Reply.Failure;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The connections to the upstream. The certificate is always verified. */
final class Upstream {
    private static final int CONNECT_MILLIS = 30_000;

    private static final int HTTP_PORT = 80;

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** The default of 8 KiB is less than servers send. */
    static final int HEADER_BYTES = 256 << 10;

    /** How long a response waits for its recording. */
    private static final long LATEST_MILLIS = 10_000;

    private final Vertx vertx;
    private final RecordingProxyOptions options;
    private final HttpClient pooled;
    private final HttpClient fresh;
    /** Connections that have sent a request. */
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

    Upstream(Vertx vertx, RecordingProxyOptions options) {
        this.vertx = vertx;
        this.options = options;
        this.pooled = vertx.createHttpClient(client(options), new PoolOptions().setHttp1MaxSize(1024));
        this.fresh =
                vertx.createHttpClient(client(options).setKeepAlive(false), new PoolOptions().setHttp1MaxSize(1024));
    }

    private static HttpClientOptions client(RecordingProxyOptions options) {
        HttpClientOptions client = new HttpClientOptions()
                .setSsl(options.isTls())
                .setVerifyHost(true)
                .setConnectTimeout(connectMillis(options))
                .setIdleTimeout(idleMillis(options) + CONNECT_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setDecompressionSupported(false)
                .setDefaultHost(options.upstream().getHost())
                .setDefaultPort(options.upstreamPort());
        Path authority = options.connections().authority();
        if (authority != null) {
            client.setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()));
        }
        proxy(options)
                .ifPresent(proxy -> client.setProxyOptions(new ProxyOptions()
                        .setType(ProxyType.HTTP)
                        .setHost(proxy.getHost())
                        .setPort(proxy.getPort() >= 0 ? proxy.getPort() : HTTP_PORT)));
        return client;
    }

    private static Optional<URI> proxy(RecordingProxyOptions options) {
        return options.connections().proxies().proxyOf(options.upstream());
    }

    private static int idleMillis(RecordingProxyOptions options) {
        return (int) Math.min(Integer.MAX_VALUE, options.connections().timeout().toMillis());
    }

    private static int connectMillis(RecordingProxyOptions options) {
        return Math.min(CONNECT_MILLIS, idleMillis(options));
    }

    /** The failure in the words of every command. */
    Failure failure(Throwable cause) {
        Optional<URI> proxy = proxy(options);
        if (proxy.isPresent() && cause instanceof ProxyConnectException && cause.getCause() == null) {
            return new Failure(
                    Failure.Kind.OTHER, "the proxy " + proxy.get() + " rejects the connection: " + cause.getMessage());
        }
        Throwable standard =
                switch (cause) {
                    case ConnectTimeoutException late ->
                        new HttpTimeoutException("no connection after " + connectMillis(options) / 1000.0 + " s");
                    case TimeoutException late ->
                        new HttpTimeoutException("no byte for " + idleMillis(options) / 1000.0 + " s");
                    case TooLongHttpHeaderException long1 -> new ProtocolException(long1.getMessage());
                    case TooLongHttpLineException long2 -> new ProtocolException(long2.getMessage());
                    case DecoderException malformed
                    when malformed.getCause() == null -> new ProtocolException(malformed.getMessage());
                    default -> cause;
                };
        Failure failure = ConnectionFailures.of(standard, options.upstream(), proxy);
        return failure.kind() == Failure.Kind.OTHER ? new Failure(Failure.Kind.RESET, failure.message()) : failure;
    }

    /** The failure where a proxy, which sees requests without TLS, responds in place of the upstream. */
    Optional<Failure> rejectedByProxy(int status) {
        return proxy(options)
                .filter(any -> status == PROXY_AUTHENTICATION_REQUIRED && !options.isTls())
                .map(proxy -> ConnectionFailures.rejected(proxy, status));
    }

    /** No response came from the upstream. */
    void unanswered(Failure failure) {
        options.observer().unanswered(host(), failure);
    }

    /** A request on a connection of the pool, or on a new one. */
    Future<HttpClientRequest> connect(RequestOptions target, boolean onNewConnection) {
        // the connection is closed later, so that the failure is the time-out of the request
        return (onNewConnection ? fresh : pooled).request(target.setIdleTimeout(idleMillis(options)));
    }

    /** Counts the use of a connection; true when it has sent an earlier request. */
    boolean use(HttpConnection connection) {
        boolean first = used.add(connection);
        if (first) {
            connection.closeHandler(closed -> used.remove(connection));
        }
        return !first;
    }

    /** Runs on the same thread when any thread runs the result. */
    Runnable onThisThread(Runnable action) {
        Context context = vertx.getOrCreateContext();
        return () -> context.runOnContext(any -> action.run());
    }

    /** Runs on the same thread when any thread calls the result first. */
    <T> Consumer<T> onThisThreadOnce(Consumer<T> action) {
        Context context = vertx.getOrCreateContext();
        AtomicBoolean called = new AtomicBoolean();
        return value -> {
            if (called.compareAndSet(false, true)) {
                context.runOnContext(any -> action.accept(value));
            }
        };
    }

    /** Runs after the longest time that a response waits for its recording; the result cancels that. */
    Runnable atLatest(Runnable work) {
        long timer = vertx.setTimer(LATEST_MILLIS, elapsed -> work.run());
        return () -> vertx.cancelTimer(timer);
    }

    boolean addsFindings() {
        return options.observer().addsFindings();
    }

    String host() {
        return options.upstream().getHost();
    }

    String basePath() {
        return options.basePath();
    }

    Future<Void> close() {
        return Future.join(pooled.close(), fresh.close()).mapEmpty();
    }
}
