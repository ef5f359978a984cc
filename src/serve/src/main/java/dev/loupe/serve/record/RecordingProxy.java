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

/** A running recorder; closing it waits until what was recorded is written. */
public final class RecordingProxy implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final int CONNECT_MILLIS = 30_000;
    /** A reasoning model may think for minutes before it says anything. */
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
        // the certificate is verified, always: a recording of someone in the middle is worth nothing
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

    /** Starts on a Vert.x of its own; when this returns it is listening. */
    public static RecordingProxy start(RecordingProxyOptions options) {
        makeFolder(options);
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

    /** Starts on a Vert.x that someone else closes. Blocks until it is listening, so not to be called on its event loops. */
    public static RecordingProxy start(Vertx vertx, RecordingProxyOptions options) {
        makeFolder(options);
        return new RecordingProxy(vertx, options, null);
    }

    /** What clients use as base URL in place of the upstream. */
    public String url() {
        return "http://" + options.listen().host() + ":" + server.actualPort();
    }

    /** How many exchanges have been written so far. */
    public long written() {
        return folder.written();
    }

    /** How many exchanges could not be written, for lack of space or because they are beyond a bound. */
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

    private static void makeFolder(RecordingProxyOptions options) {
        try {
            Files.createDirectories(options.out());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the folder " + options.out() + " for recordings", failed);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting or stopping the recorder", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the recorder could not start or stop: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new IllegalStateException("the recorder did not start or stop in " + PATIENCE_SECONDS + " s", late);
        }
    }
}
