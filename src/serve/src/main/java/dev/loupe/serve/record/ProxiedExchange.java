package dev.loupe.serve.record;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One proxied exchange: forwarded as it arrives, copied, and written to a file at its end. */
final class ProxiedExchange {
    /** Headers that belong to a single connection and are not forwarded. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host");

    private final HttpServerRequest request;
    private final HttpClient client;
    private final RecordingProxyOptions options;
    private final RecordingFolder folder;
    private final Instant at;
    private final long start = System.nanoTime();
    private final Buffer requestBody = Buffer.buffer();
    private final List<TimedBytes> chunks = new ArrayList<>();
    private long responseBytes;
    private boolean tooLarge;
    private Reply.@Nullable Head head;
    private boolean done;

    ProxiedExchange(
            HttpServerRequest request, HttpClient client, RecordingProxyOptions options, RecordingFolder folder) {
        this.request = request;
        this.client = client;
        this.options = options;
        this.folder = folder;
        this.at = options.clock().instant();
    }

    void start() {
        request.pause();
        RequestOptions target = new RequestOptions()
                .setMethod(request.method())
                .setURI(options.basePath() + request.uri())
                .setHeaders(forwarded(request.headers()));
        // responses are recorded without compression
        target.putHeader("accept-encoding", "identity");
        client.request(target).onSuccess(this::send).onFailure(this::unreachable);
    }

    private void send(HttpClientRequest upstream) {
        upstream.setChunked(request.getHeader("content-length") == null && mayHaveBody());
        upstream.exceptionHandler(this::unreachable);
        upstream.response().onSuccess(this::receive).onFailure(this::unreachable);
        request.response().closeHandler(disconnected -> {
            if (!done) {
                // before the reset, which would otherwise be recorded as an error of the upstream
                finish(new Failure(Failure.Kind.OTHER, "the client disconnected"));
                upstream.reset();
            }
        });
        request.handler(part -> {
            copyRequest(part);
            upstream.write(part).onFailure(this::unreachable);
            if (upstream.writeQueueFull()) {
                request.pause();
                upstream.drainHandler(drained -> request.resume());
            }
        });
        request.endHandler(end -> upstream.end().onFailure(this::unreachable));
        request.resume();
    }

    private boolean mayHaveBody() {
        return !Set.of("GET", "HEAD", "DELETE", "OPTIONS")
                .contains(request.method().name());
    }

    private void copyRequest(Buffer part) {
        if (done) {
            return; // the writer reads the buffer
        }
        tooLarge |= requestBody.length() + part.length() > InputLimits.BODY_BYTES;
        if (!tooLarge) {
            requestBody.appendBuffer(part);
        }
    }

    private void copyResponse(Buffer part) {
        if (done) {
            return;
        }
        responseBytes += part.length();
        tooLarge |= responseBytes > InputLimits.BODY_BYTES;
        if (!tooLarge) {
            chunks.add(new TimedBytes(since(), part.getBytes()));
        }
    }

    private double since() {
        return (System.nanoTime() - start) / 1e6;
    }

    private void receive(HttpClientResponse upstream) {
        head = new Reply.Head(upstream.statusCode(), headers(upstream.headers()), new Reply.Times(since(), since()));
        HttpServerResponse response = request.response();
        response.setStatusCode(upstream.statusCode());
        response.setStatusMessage(upstream.statusMessage());
        response.headers().addAll(forwarded(upstream.headers()));
        boolean bodiless = upstream.statusCode() == 204 || upstream.statusCode() == 304;
        response.setChunked(upstream.getHeader("content-length") == null && !bodiless);
        upstream.exceptionHandler(cause -> {
            finish(failure(cause));
            request.connection().close();
        });
        upstream.handler(part -> {
            copyResponse(part);
            response.write(part);
            if (response.writeQueueFull()) {
                upstream.pause();
                response.drainHandler(drained -> upstream.resume());
            }
        });
        upstream.endHandler(end -> {
            finish(null);
            response.end();
        });
    }

    /** Responds in place of the upstream, with a message that names the recorder. */
    private void unreachable(Throwable cause) {
        if (done) {
            return;
        }
        Failure failure = failure(cause);
        finish(failure);
        HttpServerResponse response = request.response();
        if (response.headWritten() || response.closed()) {
            request.connection().close();
            return;
        }
        response.setStatusCode(502)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("loupe record: no response from " + options.upstream().getHost() + ": "
                        + failure.kind().name().toLowerCase(Locale.ROOT) + "\n");
    }

    private void finish(@Nullable Failure failure) {
        if (done) {
            return;
        }
        done = true;
        if (tooLarge) {
            folder.skip();
            return;
        }
        if (head != null && head.times() != null) {
            head = new Reply.Head(
                    head.code(), head.headers(), new Reply.Times(head.times().firstByte(), since()));
        }
        HeaderFields sent = headers(request.headers());
        Origin origin = new Origin(options.provider(), options.labels().contract(), at, "recording", null, 0);
        String authorization = request.getHeader("authorization");
        String key = authorization == null ? null : authorization.substring(authorization.lastIndexOf(' ') + 1);
        Exchange.Id id = folder.nextId(at);
        // bodies and events are parsed on the writing thread
        folder.write(id, () -> new Exchange(id, origin, asRecorded(sent), reply(failure), null), key);
    }

    private Exchange.Request asRecorded(HeaderFields sent) {
        return new Exchange.Request(request.method().name(), url(), sent, Body.of(requestBody.getBytes()));
    }

    private String url() {
        String port =
                options.upstream().getPort() < 0 ? "" : ":" + options.upstream().getPort();
        return options.upstream().getScheme() + "://" + options.upstream().getHost() + port + options.basePath()
                + request.uri();
    }

    private Reply reply(@Nullable Failure failure) {
        Reply.Head responseHead = head;
        boolean stream = responseHead != null
                && responseHead
                        .headers()
                        .first("content-type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("text/event-stream");
        if (responseHead != null && stream) {
            return Reply.Streamed.of(responseHead, List.copyOf(chunks), new Reply.Ending(failure));
        }
        if (failure != null) {
            return new Reply.Unanswered(failure);
        }
        Buffer body = Buffer.buffer();
        chunks.forEach(chunk -> body.appendBytes(chunk.bytes()));
        return new Reply.Answered(
                responseHead == null ? new Reply.Head(0, HeaderFields.NOT_RECORDED) : responseHead,
                Body.of(body.getBytes()));
    }

    private static Failure failure(Throwable cause) {
        Failure.Kind kind =
                switch (cause) {
                    case UnknownHostException host -> Failure.Kind.DNS;
                    case SSLException tls -> Failure.Kind.TLS;
                    case ConnectException refused -> Failure.Kind.REFUSED;
                    case TimeoutException late -> Failure.Kind.TIMEOUT;
                    default -> Failure.Kind.RESET;
                };
        return new Failure(kind, String.valueOf(cause.getMessage()));
    }

    private static MultiMap forwarded(MultiMap headers) {
        MultiMap forwarded = MultiMap.caseInsensitiveMultiMap();
        headers.forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                forwarded.add(name, value);
            }
        });
        return forwarded;
    }

    private static HeaderFields headers(MultiMap headers) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        headers.names().forEach(name -> fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(headers.getAll(name))));
        return new HeaderFields(fields, true);
    }
}
