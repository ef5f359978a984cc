package dev.loupe.serve.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import java.time.Duration;
import java.util.List;

/** Faults of the wire, and of what stands between a client and a provider. */
final class WireFaults {
    private static final int RESET_AFTER = 400;

    private WireFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.wire(
                        "wire.burst-of-503",
                        "answers two of every three requests 503, with Retry-After",
                        (asked, planned) -> asked.turn() % 3 == 1
                                ? planned
                                : asked.refuse(503, "Service unavailable").header("retry-after", "1")),
                delivered(
                        "wire.cut-in-character",
                        "closes in the middle of a character",
                        new DeliveryMode.CutInCharacter()),
                Fault.wire(
                        "wire.empty-object",
                        "answers everything with 200 and {}",
                        (asked, planned) -> planned.withStatus(200)
                                .withSaid(new ResponsePayload.Json(JsonNodeFactory.instance.objectNode()))
                                .header("content-type", PlannedResponse.JSON),
                        "schema.response-corrected",
                        "error.unauthorized",
                        "range.rejects-outside",
                        "range.accepts-only-inside"),
                delivered("wire.endless", "never ends an answer", new DeliveryMode.Endless()),
                delivered("wire.gzip-garbage", "says gzip and sends none", new DeliveryMode.NotGzip()),
                Fault.wire(
                        "wire.html",
                        "answers everything with 200 and a page of HTML",
                        (asked, planned) -> planned.withStatus(200)
                                .withSaid(new ResponsePayload.Text(
                                        "<!DOCTYPE html><title>Sign in</title><p>Please sign in to go on."))
                                .header("content-type", "text/html; charset=utf-8"),
                        "schema.documented-status",
                        "error.unauthorized",
                        "range.rejects-outside",
                        "range.accepts-only-inside",
                        "stream.content-type"),
                Fault.wire(
                        "wire.redirect",
                        "sends every request to another address",
                        (asked, planned) -> planned.withStatus(307)
                                .withSaid(new ResponsePayload.Text(""))
                                .header("content-type", "text/plain")
                                .header("location", "/elsewhere" + asked.path()),
                        "schema.documented-status",
                        "error.unauthorized"),
                reset(RESET_AFTER),
                delivered("wire.silence", "takes requests and says nothing", new DeliveryMode.Silent()),
                delivered(
                        "wire.slow-start",
                        "waits two seconds before its first byte",
                        new DeliveryMode.Late(Duration.ofSeconds(2))),
                delivered(
                        "wire.stall",
                        "stops for two seconds before the last token",
                        new DeliveryMode.Stalling(Duration.ofSeconds(2))),
                Fault.wire(
                        "wire.storm-of-429",
                        "answers every request 429, with Retry-After",
                        (asked, planned) ->
                                asked.refuse(429, "Too many requests").header("retry-after", "1")),
                delivered(
                        "wire.trickle",
                        "sends 16 bytes every 10 milliseconds",
                        new DeliveryMode.Trickling(16, Duration.ofMillis(10))),
                new Fault(
                        "wire.wrong-certificate",
                        Fault.Kind.CERTIFICATE,
                        "listens with TLS, with a certificate of its own making for another host",
                        List.of(),
                        ResponseTransformation.NONE),
                delivered(
                        "wire.wrong-length",
                        "announces 100 bytes more than it sends",
                        new DeliveryMode.WrongLength(100)));
    }

    /** {@code wire.reset}, or {@code wire.reset=N} for another place. */
    static Fault reset(int after) {
        return delivered(
                after == RESET_AFTER ? "wire.reset" : "wire.reset=" + after,
                "resets the connection after " + after + " bytes",
                new DeliveryMode.ResetAfter(after));
    }

    private static Fault delivered(String id, String does, DeliveryMode delivery) {
        return Fault.wire(id, does, (asked, planned) -> planned.withDelivery(delivery));
    }
}
