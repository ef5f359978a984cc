package dev.loupe.serve.record;

import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One proxied exchange: forwarded as it arrives, and copied to its recording. */
final class ProxiedExchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Upstream upstream;
    private final ExchangeRecording recording;
    private final Runnable atEnd;
    private final long start = System.nanoTime();
    private @Nullable HttpClientRequest sent;
    private boolean requestEnded;
    private boolean reused;
    private boolean retried;
    private boolean responding;
    private boolean done;
    private @Nullable ForwardedBody body;
    /** Bytes of the response that are to come; a client may close the connection when it has all. */
    private long left = Long.MAX_VALUE;

    /** @param atEnd runs once, when the exchange has ended */
    ProxiedExchange(HttpServerRequest request, Upstream upstream, ExchangeRecording recording, Runnable atEnd) {
        this.request = request;
        this.response = request.response();
        this.upstream = upstream;
        this.recording = recording;
        this.atEnd = atEnd;
    }

    void start() {
        request.pause();
        request.handler(this::forward);
        request.endHandler(end -> {
            requestEnded = true;
            recording.requestEnd();
            if (sent != null) {
                HttpClientRequest last = sent;
                last.end().onFailure(cause -> failed(last, cause));
            }
        });
        response.closeHandler(closed -> disconnected());
        response.exceptionHandler(reset -> disconnected());
        request.exceptionHandler(reset -> disconnected());
        upstream.connect(target(), false).onSuccess(this::send).onFailure(this::unreachable);
    }

    private RequestOptions target() {
        RequestOptions target = new RequestOptions()
                .setMethod(request.method())
                .setURI(upstream.basePath() + request.uri())
                .setHeaders(ForwardedHeaders.of(request.headers()));
        // responses are recorded without compression
        return target.putHeader("accept-encoding", "identity");
    }

    private void send(HttpClientRequest next) {
        if (done) {
            next.reset();
            return;
        }
        sent = next;
        try {
            write(next);
        } catch (IllegalStateException closed) {
            // the connection was closed in the meantime
            failed(next, new ConnectionClosed(closed));
        }
    }

    private void write(HttpClientRequest next) {
        reused = upstream.use(next.connection());
        next.setChunked(request.getHeader("content-length") == null && hasBody());
        next.exceptionHandler(cause -> failed(next, cause));
        next.response().onSuccess(this::receive).onFailure(cause -> failed(next, cause));
        byte[] before = retried ? recording.requestSoFar() : null;
        if (before != null && before.length > 0) {
            next.write(Buffer.buffer(before));
        }
        if (requestEnded) {
            next.end().onFailure(cause -> failed(next, cause));
        } else {
            request.resume();
        }
    }

    /** In HTTP/1.1 a body has a length or is chunked; in HTTP/2 it needs neither. */
    private boolean hasBody() {
        return request.getHeader("transfer-encoding") != null
                || (request.version() == HttpVersion.HTTP_2
                        && !Set.of("GET", "HEAD", "DELETE", "OPTIONS")
                                .contains(request.method().name()));
    }

    private void forward(Buffer part) {
        HttpClientRequest next = sent;
        if (next == null || done) {
            return;
        }
        recording.request(part.getBytes());
        next.write(part).onFailure(cause -> failed(next, cause));
        if (next.writeQueueFull()) {
            request.pause();
            next.drainHandler(drained -> request.resume());
        }
    }

    private void disconnected() {
        if (!done) {
            // before the reset, which would otherwise be recorded as an error of the upstream
            finish(new Failure(Failure.Kind.OTHER, "the client disconnected"));
            if (body != null) {
                body.drop();
            }
            if (sent != null) {
                sent.reset();
            }
        }
    }

    private double since() {
        return (System.nanoTime() - start) / 1e6;
    }

    private void receive(HttpClientResponse received) {
        Optional<Failure> rejected = upstream.rejectedByProxy(received.statusCode());
        if (rejected.isPresent()) {
            unanswered(rejected.get());
            received.exceptionHandler(dropped -> {}).request().reset();
            return;
        }
        responding = true;
        String length = received.getHeader("content-length");
        left = length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
        recording.head(new Reply.Head(
                received.statusCode(),
                ForwardedHeaders.recorded(received.headers()),
                new Reply.Times(since(), since())));
        response.setStatusCode(received.statusCode());
        if (request.version() != HttpVersion.HTTP_2) {
            response.setStatusMessage(received.statusMessage());
            boolean bodiless = received.statusCode() == 204 || received.statusCode() == 304;
            response.setChunked(received.getHeader("content-length") == null && !bodiless);
        }
        response.headers().addAll(ForwardedHeaders.of(received.headers()));
        boolean trailer = FindingsTrailer.announce(request, response, received.statusCode(), upstream);
        ForwardedBody parts = new ForwardedBody(received, response, recording, upstream);
        body = parts;
        Consumer<List<String>> judged = upstream.onThisThreadOnce(violated -> {
            parts.waitNoLonger();
            FindingsTrailer.end(response, violated);
        });
        if (trailer) {
            recording.whenCompleted(judged);
        }
        received.exceptionHandler(cause -> {
            finish(upstream.failure(cause));
            parts.end(response::reset);
        });
        received.handler(part -> {
            if (done) {
                return;
            }
            byte[] bytes = part.getBytes();
            left -= bytes.length;
            recording.response(since(), bytes);
            if (left == 0) {
                finish(null);
            }
            parts.add(bytes);
        });
        received.endHandler(end -> {
            finish(null);
            parts.end(
                    trailer ? () -> upstream.atLatest(() -> judged.accept(FindingsTrailer.NOT_JUDGED)) : response::end);
        });
    }

    /** An idle connection may be closed by the upstream while the request is sent: then a new connection is tried once. */
    private void failed(HttpClientRequest which, Throwable cause) {
        if (done || which != sent) {
            return;
        }
        if (!retried && !responding && reused && recording.requestSoFar() != null) {
            retried = true;
            sent = null;
            request.pause();
            upstream.connect(target(), true).onSuccess(this::send).onFailure(this::unreachable);
            return;
        }
        unreachable(cause);
    }

    private void unreachable(Throwable cause) {
        unanswered(upstream.failure(cause));
    }

    /** Responds in place of the upstream, with a message that names the recorder. */
    private void unanswered(Failure failure) {
        if (done) {
            return;
        }
        finish(failure);
        upstream.unanswered(failure);
        if (responding || response.closed()) {
            response.reset();
            return;
        }
        if (!requestEnded) {
            // the rest of the request is read and dropped, so that the client receives the response
            request.handler(part -> {}).resume();
        }
        response.setStatusCode(502)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("loupe record: no response from " + upstream.host() + ": " + failure.message() + "\n");
    }

    private void finish(@Nullable Failure failure) {
        if (!done) {
            done = true;
            recording.end(since(), failure);
            atEnd.run();
        }
    }

    /** The connection was closed before the request was written. */
    private static final class ConnectionClosed extends IOException {
        private static final long serialVersionUID = 1L;

        ConnectionClosed(Throwable cause) {
            super("Connection was closed", cause);
        }
    }
}
