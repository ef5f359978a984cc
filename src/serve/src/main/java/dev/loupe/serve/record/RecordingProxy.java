package dev.loupe.serve.record;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A running recorder. Closing it waits until all recordings are written. */
public final class RecordingProxy implements AutoCloseable {
    private static final int START_STOP_SECONDS = 30;
    private static final int CONNECT_MILLIS = 30_000;
    /** A reasoning model may take minutes before its first token. */
    private static final int IDLE_SECONDS = 900;

    private final HttpServer server;
    private final HttpClient client;
    private final RecordingFolder folder;
    private final RecordingProxyOptions options;
    private final @Nullable Vertx owned;

    private RecordingProxy(Vertx vertx, RecordingProxyOptions options, @Nullable Vertx owned) {
        this.options = options;
        this.owned = owned;
        this.folder = new RecordingFolder(vertx, options);
        // the certificate is always verified
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setSsl(options.isTls())
                        .setVerifyHost(true)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setDecompressionSupported(false)
                        .setDefaultHost(options.upstream().getHost())
                        .setDefaultPort(options.upstreamPort()),
                new PoolOptions().setHttp1MaxSize(1024));
        this.server = await(vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.listen().host())
                        .setPort(options.listen().port())
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setIdleTimeout(IDLE_SECONDS))
                .requestHandler(request -> new ProxiedExchange(request, client, options, folder).start())
                .listen());
    }

    /** Starts with a new Vert.x and returns when the recorder is listening. */
    public static RecordingProxy start(RecordingProxyOptions options) {
        createDirectory(options);
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            return new RecordingProxy(vertx, options, vertx);
        } catch (RuntimeException failed) {
            vertx.close();
            throw failed;
        }
    }

    /** Starts with a Vert.x that the caller closes. Blocks until it is listening; do not call it on an event loop. */
    public static RecordingProxy start(Vertx vertx, RecordingProxyOptions options) {
        createDirectory(options);
        return new RecordingProxy(vertx, options, null);
    }

    /** The base URL for clients. */
    public String url() {
        return "http://" + options.listen().host() + ":" + server.actualPort();
    }

    /** Number of exchanges written so far. */
    public long written() {
        return folder.written();
    }

    /** Number of exchanges that are too large or could not be written. */
    public long notWritten() {
        return folder.notWritten();
    }

    @Override
    public void close() {
        await(server.close());
        await(client.close());
        await(folder.allWritten());
        if (owned != null) {
            await(owned.close());
        }
    }

    private static void createDirectory(RecordingProxyOptions options) {
        try {
            Files.createDirectories(options.out());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot create directory " + options.out() + " for recordings", failed);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(START_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting or stopping the recorder", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot start or stop the recorder: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the recorder did not start or stop in " + START_STOP_SECONDS + " s", late);
        }
    }
}
