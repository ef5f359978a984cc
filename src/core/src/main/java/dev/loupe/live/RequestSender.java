package dev.loupe.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Sends one request and collects what comes back, whatever it is. Safe to share between threads. */
public final class RequestSender implements AutoCloseable {
    private final TargetEndpoint target;
    private final Timeouts patience;
    private final RateLimiter pace;
    private final InstantSource clock;
    private final String source;
    private final HttpClient client;

    /**
     * A sender to a target.
     *
     * @param provider what recordings name as the provider
     * @param tls null for the authorities that Java trusts
     */
    public RequestSender(
            TargetEndpoint target,
            String provider,
            Timeouts patience,
            RateLimiter pace,
            InstantSource clock,
            @Nullable SSLContext tls) {
        this.target = target;
        this.source = provider;
        this.patience = patience;
        this.pace = pace;
        this.clock = clock;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // where a key goes is said by the user alone
                .connectTimeout(patience.connect());
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.client = builder.build();
    }

    /** Sends, and tries again where the endpoint asks for it. Never throws for what the endpoint does. */
    public Exchange send(PlannedRequest shipment) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            pace.awaitTurn();
            Exchange exchange = once(shipment);
            Duration wait = RetryDecision.of(exchange.reply(), attempt, clock.instant());
            if (attempt >= patience.tries() || wait.isNegative() || wait.compareTo(patience.longestWait()) > 0) {
                return exchange;
            }
            pace.slowDown(wait);
        }
    }

    private Exchange once(PlannedRequest shipment) throws InterruptedException {
        byte[] bytes = bytes(shipment.body());
        SortedMap<String, List<String>> headers = headers(shipment);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(shipment.path()))
                .timeout(patience.answer())
                .method(
                        shipment.method(),
                        shipment.body() instanceof Body.None
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        Origin origin = new Origin(source, null, clock.instant(), "live", null, 0);
        Exchange.Request sent = new Exchange.Request(
                shipment.method(),
                target.resolve(shipment.path()).toString(),
                new HeaderFields(headers, true),
                shipment.body());
        return new Exchange(shipment.id(), origin, sent, reply(request.build(), shipment.body()), shipment.probed());
    }

    private Reply reply(HttpRequest request, Body body) throws InterruptedException {
        long sentAt = System.nanoTime();
        HttpResponse<ResponseReceiver> response;
        try {
            response = client.send(request, info -> new ResponseReceiver(sentAt));
        } catch (IOException failure) {
            return new Reply.Unanswered(ConnectionFailures.of(failure));
        }
        SortedMap<String, List<String>> fields = new TreeMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        ResponseReceiver.Received raw = response.body().readAll(patience.idle(), patience.whole());
        Reply.Times times = new Reply.Times(response.body().firstByte(), ResponseReceiver.since(sentAt));
        Reply.Head head = new Reply.Head(response.statusCode(), new HeaderFields(fields, true), times);
        ResponseReceiver.Received received = ResponseDecompressor.of(raw, head);
        Throwable thrown = received.failure();
        Failure failure = thrown == null ? null : ConnectionFailures.of(thrown);
        boolean unreadable = failure != null
                && failure.kind() == Failure.Kind.PROTOCOL
                && received.pieces().isEmpty();
        if (!unreadable && isStream(head, body, received.pieces())) {
            try {
                return Reply.Streamed.of(head, received.pieces(), new Reply.Ending(failure));
            } catch (InputLimits.Exceeded beyond) {
                return new Reply.Unanswered(new Failure(Failure.Kind.TOO_LARGE, beyond.bound()));
            }
        }
        if (failure != null) {
            return new Reply.Unanswered(new Failure(
                    failure.kind(),
                    "status " + head.code() + ", then " + failure.message() + " after " + size(received.pieces())
                            + " bytes of the body"));
        }
        return new Reply.Answered(head, Body.of(joined(received.pieces())));
    }

    /** By its media type; where there is none, by what was asked and how it begins. */
    private static boolean isStream(Reply.Head head, Body asked, List<TimedBytes> pieces) {
        String mediaType = head.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (mediaType.startsWith("text/event-stream")) {
            return true;
        }
        JsonNode stream = asked.json().path("stream");
        if (!stream.isBoolean() || !stream.booleanValue() || pieces.isEmpty() || head.code() >= 300) {
            return false;
        }
        String beginning = new String(pieces.getFirst().bytes(), StandardCharsets.ISO_8859_1);
        return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
    }

    private SortedMap<String, List<String>> headers(PlannedRequest shipment) {
        Map<String, String> merged = new TreeMap<>();
        merged.put("accept", "application/json, text/event-stream");
        if (!(shipment.body() instanceof Body.None)) {
            merged.put("content-type", "application/json");
        }
        String key = target.key();
        if (key != null) {
            merged.put("authorization", "Bearer " + key);
        }
        target.headers().forEach((name, value) -> merged.put(name.toLowerCase(Locale.ROOT), value));
        shipment.headers().forEach((name, value) -> merged.put(name.toLowerCase(Locale.ROOT), value));
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

    private static byte[] joined(List<TimedBytes> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(size(pieces));
        pieces.forEach(piece -> all.writeBytes(piece.bytes()));
        return all.toByteArray();
    }

    private static int size(List<TimedBytes> pieces) {
        return pieces.stream().mapToInt(piece -> piece.bytes().length).sum();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
