package dev.loupe.serve.record;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The connections to the upstream. The certificate is always verified. */
final class Upstream {
    private static final int CONNECT_MILLIS = 30_000;
    /** A reasoning model may take minutes before its first token. */
    static final int IDLE_SECONDS = 900;
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
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(HEADER_BYTES)
                .setMaxInitialLineLength(HEADER_BYTES)
                .setDecompressionSupported(false)
                .setDefaultHost(options.upstream().getHost())
                .setDefaultPort(options.upstreamPort());
        if (options.authority() != null) {
            client.setTrustOptions(
                    new PemTrustOptions().addCertPath(options.authority().toString()));
        }
        return client;
    }

    /** A request on a connection of the pool, or on a new one. */
    Future<HttpClientRequest> connect(RequestOptions target, boolean onNewConnection) {
        return (onNewConnection ? fresh : pooled).request(target);
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
