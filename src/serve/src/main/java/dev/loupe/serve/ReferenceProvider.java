package dev.loupe.serve;

import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.wire.InvalidCertificate;
import dev.loupe.serve.wire.RequestAdmission;
import dev.loupe.serve.wire.ResponseWriter;
import dev.loupe.serve.wire.SlowRequests;
import dev.loupe.serve.wire.StartStop;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.jspecify.annotations.Nullable;

/** A running reference provider. Closing it releases its port and its threads, unless Vert.x was given. */
public final class ReferenceProvider implements AutoCloseable {
    /** Idle connections are closed after this time, which also ends the fault without a response. */
    private static final int IDLE_SECONDS = 300;

    private static final String NAME = "the reference provider";

    private final HttpServer server;
    private final ServeOptions options;
    private final @Nullable Vertx owned;

    private ReferenceProvider(HttpServer server, ServeOptions options, @Nullable Vertx owned) {
        this.server = server;
        this.options = options;
        this.owned = owned;
    }

    /** Starts with a new Vert.x and returns when the server is listening. */
    public static ReferenceProvider start(ServeOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            return new ReferenceProvider(listen(vertx, options), options, vertx);
        } catch (RuntimeException failed) {
            vertx.close();
            throw failed;
        }
    }

    /** Starts with a Vert.x that the caller closes. Blocks until the server is listening; do not call it on an event loop. */
    public static ReferenceProvider start(Vertx vertx, ServeOptions options) {
        return new ReferenceProvider(listen(vertx, options), options, null);
    }

    /** The base URL for clients: {@code http://127.0.0.1:PORT}, for OpenRouter with {@code /api}. */
    public String url() {
        String scheme = isTls(options) ? "https" : "http";
        String host = options.listen().host().contains(":")
                ? "[" + options.listen().host() + "]"
                : options.listen().host();
        return scheme + "://" + host + ":" + port()
                + options.persona().dialect().base();
    }

    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        StartStop.await(server.close(), NAME);
        if (owned != null) {
            StartStop.await(owned.close(), NAME);
        }
    }

    private static HttpServer listen(Vertx vertx, ServeOptions options) {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.listen().host())
                .setPort(options.listen().port())
                // transport faults and the gateways of providers use HTTP/1.1
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setAcceptBacklog(4096);
        if (isTls(options)) {
            http.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(
                            InvalidCertificate.create(options.source().clock()));
        }
        ResponsePlanner planner =
                new ResponsePlanner(options.persona(), options.source().seed());
        ResponseWriter writer = new ResponseWriter(vertx, options.pace());
        RequestHandler handler = new RequestHandler(vertx, options, planner, writer);
        RequestAdmission admission = new RequestAdmission(options.listen().host());
        SlowRequests slow = new SlowRequests(vertx);
        return StartStop.await(
                vertx.createHttpServer(http)
                        .connectionHandler(slow::connected)
                        .requestHandler(request -> {
                            slow.received(request);
                            admission
                                    .rejection(request)
                                    .ifPresentOrElse(
                                            rejection -> RequestAdmission.reject(request, rejection, "loupe serve"),
                                            () -> handler.receive(request));
                        })
                        .listen(),
                NAME);
    }

    private static boolean isTls(ServeOptions options) {
        Fault fault = options.faultSelection().fault();
        return fault != null && fault.kind() == Fault.Kind.CERTIFICATE;
    }
}
