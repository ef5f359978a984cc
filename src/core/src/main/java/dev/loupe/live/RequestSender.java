package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Transport;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** Sends one request and collects its response or its failure. Safe for use by many threads. */
@API(status = API.Status.EXPERIMENTAL)
public final class RequestSender implements AutoCloseable {
    private volatile TargetEndpoint target;
    private final Timeouts timeouts;
    private final RateLimiter rate;
    private final InstantSource clock;
    private final String source;
    private final ConnectionSettings connections;
    private final HttpClient client;

    /** Whether a connection may be open since an earlier response. */
    private volatile boolean responded;

    /**
     * A sender to a target.
     *
     * @param provider the name of the provider in recordings
     */
    public RequestSender(
            TargetEndpoint target,
            String provider,
            Timeouts timeouts,
            RateLimiter rate,
            InstantSource clock,
            ConnectionSettings connections) {
        this.target = target;
        this.source = provider;
        this.timeouts = timeouts;
        this.rate = rate;
        this.clock = clock;
        this.connections = connections;
        this.client = client(connections, timeouts);
    }

    TargetEndpoint target() {
        return target;
    }

    /** Sends the next requests to this endpoint. */
    void redirectTo(TargetEndpoint other) {
        target = other;
    }

    /** Sends, and retries on overload. Never throws for what the endpoint does. */
    public Exchange send(PlannedRequest planned) throws InterruptedException {
        Transport transport = Transport.NONE;
        for (int attempt = 1; ; attempt++) {
            rate.awaitTurn();
            Exchange sent = once(planned);
            transport = transport.then(sent.transport());
            Exchange exchange = sent.withTransport(transport);
            if (ServerSurvival.isSilent(exchange)) {
                return exchange; // the request may have ended the server
            }
            Duration wait = RetryDecision.of(exchange.reply(), attempt, clock.instant());
            if (attempt >= timeouts.attempts() || wait.isNegative() || wait.compareTo(timeouts.maxWait()) > 0) {
                return exchange;
            }
            rate.slowDown(wait);
        }
    }

    /** Sends without the retries of overload and of missing connections. */
    Exchange sendOnce(PlannedRequest planned) throws InterruptedException {
        rate.awaitTurn();
        return once(planned);
    }

    private Exchange once(PlannedRequest planned) throws InterruptedException {
        byte[] bytes = bytes(planned.body());
        SortedMap<String, List<String>> headers = headers(planned);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(planned.path()))
                .timeout(timeouts.firstByte())
                .method(
                        planned.method(),
                        planned.body() instanceof Body.None
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        Origin origin = new Origin(source, null, clock.instant(), "live", null, 0);
        Exchange.Request sent = new Exchange.Request(
                planned.method(),
                target.resolve(planned.path()).toString(),
                new HeaderFields(headers, true),
                planned.body());
        Delivered delivered = deliver(request.build(), planned.body());
        return new Exchange(planned.id(), origin, sent, delivered.reply(), planned.probed())
                .withTransport(delivered.transport());
    }

    private record Delivered(Reply reply, Transport transport) {}

    /**
     * A server may close an idle connection while the request is on its way, so a request whose connection was closed without a
     * response is sent once more, on a new connection.
     */
    private Delivered deliver(HttpRequest request, Body body) throws InterruptedException {
        boolean reused = responded;
        try {
            return new Delivered(reply(client, request, body), Transport.NONE);
        } catch (IOException failed) {
            Failure first = failure(failed, request.uri());
            if (first.kind() != Failure.Kind.RESET) {
                return new Delivered(new Reply.Unanswered(first), Transport.NONE);
            }
            Transport transport = failed(first, reused);
            HttpClient fresh = client(connections, timeouts);
            try {
                return new Delivered(reply(fresh, request, body), transport);
            } catch (IOException again) {
                Failure second = failure(again, request.uri());
                return new Delivered(new Reply.Unanswered(second), transport.then(failed(second, false)));
            } finally {
                fresh.shutdownNow();
                fresh.close();
            }
        }
    }

    private static Transport failed(Failure failure, boolean reused) {
        return new Transport(List.of(new Transport.Attempt(failure, reused)), false);
    }

    private static HttpClient client(ConnectionSettings connections, Timeouts timeouts) {
        return connections.client().connectTimeout(timeouts.connect()).build();
    }

    /**
     * Sends once.
     *
     * @throws IOException when there is no response
     */
    private Reply reply(HttpClient sender, HttpRequest request, Body body) throws IOException, InterruptedException {
        long sentAt = System.nanoTime();
        HttpResponse<ResponseReceiver> response = sender.send(request, info -> new ResponseReceiver(sentAt));
        responded = true;
        SortedMap<String, List<String>> fields = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        ResponseReceiver.Received raw = response.body().readAll(timeouts.idle(), timeouts.total());
        Reply.Times times = new Reply.Times(response.body().firstByte(), ResponseReceiver.since(sentAt));
        Reply.Head head = new Reply.Head(response.statusCode(), new HeaderFields(fields, true), times);
        ResponseReceiver.Received received = ResponseDecompressor.of(raw, head);
        Throwable thrown = received.failure();
        Failure failure = thrown == null ? null : failure(thrown, request.uri());
        boolean unreadable = failure != null
                && failure.kind() == Failure.Kind.PROTOCOL
                && received.chunks().isEmpty();
        if (!unreadable && isStream(head, body, received.chunks())) {
            try {
                return Reply.Streamed.of(head, received.chunks(), new Reply.Ending(failure));
            } catch (InputLimits.Exceeded beyond) {
                return new Reply.Unanswered(new Failure(Failure.Kind.TOO_LARGE, beyond.bound()));
            }
        }
        if (failure != null) {
            return new Reply.Unanswered(new Failure(
                    failure.kind(),
                    "status " + head.code() + ", then " + failure.message() + " after " + size(received.chunks())
                            + " bytes of the body"));
        }
        return new Reply.Answered(head, Body.of(joined(received.chunks())));
    }

    private Failure failure(Throwable thrown, URI address) {
        return ConnectionFailures.of(thrown, address, connections.proxies().proxyOf(address));
    }

    /** By its media type; without one, by the request and the beginning of the body. */
    private static boolean isStream(Reply.Head head, Body requestBody, List<TimedBytes> chunks) {
        String mediaType = head.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (mediaType.startsWith("text/event-stream")) {
            return true;
        }
        JsonNode stream = requestBody.json().path("stream");
        if (!stream.isBoolean() || !stream.booleanValue() || chunks.isEmpty() || head.code() >= 300) {
            return false;
        }
        String beginning = new String(chunks.getFirst().bytes(), StandardCharsets.ISO_8859_1);
        return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
    }

    private SortedMap<String, List<String>> headers(PlannedRequest planned) {
        Map<String, String> merged = new TreeMap<>();
        merged.put("accept", "application/json, text/event-stream");
        if (!(planned.body() instanceof Body.None)) {
            merged.put("content-type", "application/json");
        }
        String key = target.key();
        if (key != null) {
            merged.put("authorization", "Bearer " + key);
        }
        target.headers().forEach((name, value) -> merged.put(name.toLowerCase(Locale.ROOT), value));
        planned.headers().forEach((name, value) -> merged.put(name.toLowerCase(Locale.ROOT), value));
        SortedMap<String, List<String>> headers = new TreeMap<>();
        merged.forEach((name, value) -> {
            if (!value.isEmpty()) {
                headers.put(name, List.of(value));
            }
        });
        return headers;
    }

    private static byte[] bytes(Body body) {
        return switch (body) {
            case Body.Json json -> json.value().toString().getBytes(StandardCharsets.UTF_8);
            case Body.Text text -> text.text().getBytes(StandardCharsets.UTF_8);
            case Body.Bytes raw -> raw.bytes();
            case Body.None none -> new byte[0];
        };
    }

    private static byte[] joined(List<TimedBytes> chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(size(chunks));
        chunks.forEach(chunk -> all.writeBytes(chunk.bytes()));
        return all.toByteArray();
    }

    private static int size(List<TimedBytes> chunks) {
        return chunks.stream().mapToInt(chunk -> chunk.bytes().length).sum();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
