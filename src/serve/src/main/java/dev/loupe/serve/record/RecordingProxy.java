package dev.loupe.serve.record;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.serve.wire.RequestAdmission;
import dev.loupe.serve.wire.RequestAdmission.Rejection;
import dev.loupe.serve.wire.SlowRequests;
import dev.loupe.serve.wire.StartStop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A running recorder. Closing it waits until all recordings are written. */
public final class RecordingProxy implements AutoCloseable {
    /** A client that waits for the upstream sends nothing. */
    private static final int IDLE_SECONDS = 900;

    private static final String NAME = "the recorder";
    /** Without progress for so long, what is not written remains in partial files. */
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** {@link #close} returns after the time for the connections and this. */
    public static final Duration LONGEST_COMPLETION = Duration.ofMinutes(2);

    private static final Reply.Failure STOPPED =
            new Reply.Failure(Reply.Failure.Kind.OTHER, "the recorder was stopped before the end of this exchange");

    private final HttpServer server;
    private final Upstream upstream;
    private final RecordingFolder folder;
    private final RecordingProxyOptions options;
    private final RequestAdmission admission;
    private final Set<ExchangeRecording> inFlight = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;

    private RecordingProxy(Vertx vertx, RecordingProxyOptions options) {
        this.options = options;
        this.vertx = vertx;
        this.folder = new RecordingFolder(options);
        this.upstream = new Upstream(vertx, options);
        this.admission = new RequestAdmission(options.listen().host());
        SlowRequests slow = new SlowRequests(vertx);
        this.server = StartStop.await(
                vertx.createHttpServer(new HttpServerOptions()
                                .setHost(options.listen().host())
                                .setPort(options.listen().port())
                                .setHttp2ClearTextEnabled(true)
                                .setInitialSettings(new Http2Settings().setMaxHeaderListSize(Upstream.HEADER_BYTES))
                                .setMaxHeaderSize(Upstream.HEADER_BYTES)
                                .setMaxInitialLineLength(Upstream.HEADER_BYTES)
                                .setHandle100ContinueAutomatically(true)
                                .setTcpNoDelay(true)
                                .setAcceptBacklog(4096)
                                .setIdleTimeout((int) Math.max(
                                        IDLE_SECONDS,
                                        options.connections().timeout().toSeconds())))
                        .connectionHandler(slow::connected)
                        .requestHandler(request -> {
                            slow.received(request);
                            receive(request);
                        })
                        .listen(),
                NAME);
    }

    private void receive(HttpServerRequest request) {
        Optional<Rejection> rejection = admission.rejection(request);
        if (rejection.isPresent()) {
            RequestAdmission.reject(request, rejection.get(), "loupe record");
            return;
        }
        ExchangeRecording recording = recording(request);
        inFlight.add(recording);
        new ProxiedExchange(request, upstream, recording, () -> inFlight.remove(recording)).start();
    }

    private ExchangeRecording recording(HttpServerRequest request) {
        Instant at = options.clock().instant();
        String authorization = request.getHeader("authorization");
        String key = authorization == null ? "" : authorization.substring(authorization.lastIndexOf(' ') + 1);
        return new ExchangeRecording(
                folder,
                folder.nextId(at),
                new Origin(options.provider(), options.labels().contract(), at, "recording", null, 0),
                new Exchange.Request(
                        request.method().name(),
                        options.url(request.uri()),
                        ForwardedHeaders.recorded(request.headers()),
                        new Body.None()),
                key.length() < Redactor.SHORTEST_KEY
                        ? options.redactor()
                        : options.redactor().withKey(key));
    }

    /** Returns when the recorder is listening. */
    public static RecordingProxy start(RecordingProxyOptions options) {
        return start(options, SlowRequests.FIRST_MILLIS);
    }

    /** @param firstMillis for the headers of the first request of a connection */
    static RecordingProxy start(RecordingProxyOptions options, long firstMillis) {
        createDirectory(options);
        VertxOptions vertxOptions = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
        Vertx vertx = new VertxBuilder(vertxOptions)
                .findTransport(new FirstHeaders(firstMillis))
                .init()
                .vertx();
        try {
            return new RecordingProxy(vertx, options);
        } catch (RuntimeException failed) {
            vertx.close();
            throw failed;
        }
    }

    /** The base URL for clients. */
    public String url() {
        return "http://" + options.listen().host() + ":" + server.actualPort();
    }

    RecordingFolder folder() {
        return folder;
    }

    /** Number of exchanges written so far. */
    public long written() {
        return folder.written();
    }

    /** Number of exchanges that are recorded in part, because memory or disk were not sufficient. */
    public long cut() {
        return folder.losses().cutCount();
    }

    /** Number of exchanges that could not be recorded. */
    public long notWritten() {
        return folder.losses().notRecordedCount();
    }

    /** Number of exchanges that are not kept, because one of the same shape is. */
    public long sameShape() {
        return folder.sameShape();
    }

    /** Stops at once: exchanges in flight are recorded as far as they are. */
    @Override
    public void close() {
        inFlight.forEach(recording -> recording.end(0, STOPPED));
        StartStop.await(server.close(), NAME);
        StartStop.await(upstream.close(), NAME);
        folder.close(IDLE, LONGEST_COMPLETION);
        StartStop.await(vertx.close(), NAME);
    }

    private static void createDirectory(RecordingProxyOptions options) {
        try {
            PrivateFiles.createFolder(options.out());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot create directory " + options.out() + " for recordings", failed);
        }
    }
}
