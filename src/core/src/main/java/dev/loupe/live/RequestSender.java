package dev.loupe.live;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.probe.Probe;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apiguardian.api.API;

/** Sends one request and collects its response or its failure. Safe for use by many threads. */
@API(status = API.Status.EXPERIMENTAL)
public final class RequestSender implements AutoCloseable {
    /** A response of each kind that is read byte by byte: of an error, of a stream, and of a request that was sent before. */
    private static final Set<String> READ_ON_WIRE = Set.of("body/not-json", "stream/true", "baseline/again");

    private volatile TargetEndpoint target;
    private final Timeouts timeouts;
    private final RateLimiter rate;
    private final InstantSource clock;
    private final String source;
    private final RequestDelivery delivery;
    private final RecentServerErrors serverErrors = new RecentServerErrors();

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
        this.delivery = new RequestDelivery(connections, timeouts);
    }

    TargetEndpoint target() {
        return target;
    }

    /** Whether no proxy is between. */
    boolean isDirect() {
        return delivery.isDirect(target.base());
    }

    /** Sends the next requests to this endpoint. */
    void redirectTo(TargetEndpoint other) {
        target = other;
    }

    /** Sends without a limit on the time of all requests. */
    public Exchange send(PlannedRequest planned) throws InterruptedException {
        return send(planned, () -> timeouts.total());
    }

    /**
     * Sends, and retries on overload. Never throws for what the endpoint does.
     *
     * @param left the time that is left for this request
     */
    Exchange send(PlannedRequest planned, Supplier<Duration> left) throws InterruptedException {
        TransportInfo transport = TransportInfo.NONE;
        for (int attempt = 1; ; attempt++) {
            rate.awaitTurn();
            Exchange sent = once(planned, left);
            transport = transport.then(sent.transport());
            Exchange exchange = sent.withTransport(transport);
            if (ServerSurvival.isSilent(exchange)) {
                // the request may have ended the server, or one with an error just before
                return exchange.withTransport(transport.withServerErrors(serverErrors.before(clock.instant())));
            }
            serverErrors.received(exchange, clock.instant());
            Duration wait = RetryDecision.of(exchange.reply(), attempt, clock.instant());
            if (attempt >= timeouts.attempts()
                    || wait.isNegative()
                    || wait.compareTo(timeouts.within(left.get()).maxWait()) > 0) {
                return exchange;
            }
            rate.slowDown(wait);
        }
    }

    /** Sends without the retries of overload and of missing connections. */
    Exchange sendOnce(PlannedRequest planned, Supplier<Duration> left) throws InterruptedException {
        rate.awaitTurn();
        return once(planned, left);
    }

    private Exchange once(PlannedRequest planned, Supplier<Duration> left) throws InterruptedException {
        byte[] bytes = bytes(planned.body());
        SortedMap<String, List<String>> headers = headers(planned);
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(planned.path()))
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
        // the HTTP client hides that a connection was closed during a GET, which it sends again itself
        boolean onWire = planned.method().equals("GET")
                || (planned.probed() != null
                        && READ_ON_WIRE.contains(planned.probed().probe()));
        RequestDelivery.Delivered delivered = delivery.deliver(
                new RequestDelivery.Message(request.build(), planned.body(), bytes, () -> timeouts.within(left.get())),
                onWire);
        return new Exchange(planned.id(), origin, sent, delivered.reply(), planned.probed())
                .withTransport(delivered.transport());
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
        planned.headers()
                .forEach((name, value) ->
                        merged.put(name.toLowerCase(Locale.ROOT), value.replace(Probe.KEY, key == null ? "" : key)));
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

    @Override
    public void close() {
        delivery.close();
    }
}
