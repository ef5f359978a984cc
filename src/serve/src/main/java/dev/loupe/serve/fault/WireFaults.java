package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import java.time.Duration;
import java.util.List;

/** Transport faults, and faults of gateways between client and provider. */
final class WireFaults {
    private static final int RESET_AFTER = 400;

    private WireFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.wire(
                        "wire.burst-of-503",
                        "responds to two of every three requests with 503 and Retry-After",
                        (request, planned) -> request.number() % 3 == 1
                                ? planned
                                : request.reject(503, "Service unavailable").header("retry-after", "1")),
                delivered(
                        "wire.closes-idle",
                        "closes a connection without a response when it has had one",
                        new DeliveryMode.ClosedWhenReused(),
                        "transport.keeps-idle"),
                delivered(
                        "wire.cut-in-character",
                        "closes the connection inside a multi-byte character",
                        new DeliveryMode.CutInCharacter()),
                Fault.wire(
                        "wire.empty-object",
                        "responds to every request with 200 and {}",
                        (request, planned) -> planned.withStatus(200)
                                .withPayload(new ResponsePayload.Json(JsonNodeFactory.instance.objectNode()))
                                .header("content-type", PlannedResponse.JSON),
                        "schema.response-corrected",
                        "error.unauthorized",
                        "range.rejects-outside",
                        "range.accepts-only-inside"),
                delivered(
                        "wire.ends-server",
                        "closes the connection without a response, and those of the next three requests",
                        new DeliveryMode.EndsServer(3),
                        "transport.survives"),
                delivered("wire.endless", "never ends a response", new DeliveryMode.Endless()),
                delivered(
                        "wire.gzip-garbage",
                        "declares gzip but sends uncompressed bytes",
                        new DeliveryMode.NotGzip(),
                        "transport.framing"),
                Fault.wire(
                        "wire.html",
                        "responds to every request with 200 and an HTML page",
                        (request, planned) -> planned.withStatus(200)
                                .withPayload(new ResponsePayload.Text(
                                        "<!DOCTYPE html><title>Sign in</title><p>Please sign in to go on."))
                                .header("content-type", "text/html; charset=utf-8"),
                        "schema.documented-status",
                        "error.unauthorized",
                        "range.rejects-outside",
                        "range.accepts-only-inside",
                        "stream.content-type"),
                delivered(
                        "wire.line-feeds",
                        "ends the lines of the header with LF alone",
                        new DeliveryMode.LineFeeds(),
                        "transport.strict-syntax"),
                delivered(
                        "wire.no-response",
                        "closes the connection without a response",
                        new DeliveryMode.ClosedWithoutResponse(),
                        "transport.responds"),
                Fault.wire(
                        "wire.redirect",
                        "redirects every request",
                        (request, planned) -> planned.withStatus(307)
                                .withPayload(new ResponsePayload.Text(""))
                                .header("content-type", "text/plain")
                                .header("location", "/elsewhere" + request.path()),
                        "schema.documented-status",
                        "error.unauthorized"),
                reset(RESET_AFTER),
                delivered("wire.silence", "accepts requests and never responds", new DeliveryMode.Silent()),
                delivered(
                        "wire.slow-start",
                        "waits two seconds before the first byte",
                        new DeliveryMode.Delayed(Duration.ofSeconds(2))),
                delivered(
                        "wire.stall",
                        "pauses for two seconds before the last token",
                        new DeliveryMode.Stalled(Duration.ofSeconds(2))),
                Fault.wire(
                        "wire.storm-of-429",
                        "responds to every request with 429 and Retry-After",
                        (request, planned) ->
                                request.reject(429, "Too many requests").header("retry-after", "1")),
                delivered(
                        "wire.trickle",
                        "sends 16 bytes every 10 milliseconds",
                        new DeliveryMode.Trickling(16, Duration.ofMillis(10))),
                new Fault(
                        "wire.wrong-certificate",
                        Fault.Kind.CERTIFICATE,
                        "uses TLS with a self-signed certificate for another host",
                        List.of(),
                        ResponseTransformation.NONE),
                delivered(
                        "wire.wrong-length",
                        "declares a content length 100 bytes too large",
                        new DeliveryMode.WrongLength(100),
                        "transport.framing"));
    }

    /** {@code wire.reset}, or {@code wire.reset=N} for another number of bytes. */
    static Fault reset(int after) {
        return delivered(
                after == RESET_AFTER ? "wire.reset" : "wire.reset=" + after,
                "resets the connection after " + after + " bytes",
                new DeliveryMode.ResetAfter(after));
    }

    private static Fault delivered(String id, String description, DeliveryMode delivery, String... violates) {
        return Fault.wire(id, description, (request, planned) -> planned.withDelivery(delivery), violates);
    }
}
