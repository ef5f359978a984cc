package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.errors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Faults of error responses and of the validation of requests. */
final class ErrorFaults {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private ErrorFaults() {}

    private static boolean isKeyWithoutScheme(@Nullable String authorization) {
        return authorization != null && !authorization.contains(" ");
    }

    static List<Fault> all() {
        return List.of(
                Fault.response(
                        "error.any-key",
                        "accepts any key",
                        (request, planned) -> planned.status() == UNAUTHORIZED ? request.responseUnchecked() : planned,
                        "error.unauthorized"),
                Fault.response(
                        "error.any-media-type",
                        "accepts a body with any content-type",
                        (request, planned) -> planned.status() == BAD_REQUEST && !request.isJson()
                                ? request.responseUnchecked()
                                : planned,
                        "error.media-type"),
                Fault.response(
                        "error.key-without-scheme",
                        "accepts a key without the scheme Bearer",
                        (request, planned) -> planned.status() == UNAUTHORIZED
                                        && isKeyWithoutScheme(request.header().apply("authorization"))
                                ? request.responseUnchecked()
                                : planned,
                        "error.key-form"),
                Fault.response(
                        "error.no-request-id",
                        "omits the request ID in x-inference-id and in errors",
                        ErrorFaults::withoutRequestId,
                        "error.request-id"),
                Fault.response(
                        "error.no-www-authenticate",
                        "omits WWW-Authenticate in responses with status 401",
                        (request, planned) -> {
                            planned.headers().remove("www-authenticate");
                            return planned;
                        },
                        "error.www-authenticate"),
                Fault.response(
                        "error.no-retry-after",
                        "responds to every fourth request with 429 and no Retry-After",
                        (request, planned) ->
                                request.number() % 4 == 0 ? request.reject(429, "Too many requests") : planned,
                        "error.retry-after"),
                Fault.response(
                        "error.other-shape",
                        "sends errors that have only error.message",
                        errors(ErrorFaults::otherShape),
                        "error.shape"),
                Fault.response(
                        "error.stack-trace",
                        "includes a stack trace in errors",
                        errors(body ->
                                setMessage(body, message(body) + "\n\tat app.handlers.Chat.create(Chat.java:42)")),
                        "error.no-stack-trace"),
                Fault.response(
                        "error.status-differs",
                        "has a status in the error body that differs from the HTTP status",
                        errors(ErrorFaults::otherStatus),
                        "error.status-agrees"),
                Fault.response(
                        "error.with-200",
                        "responds to invalid requests with an error body and status 200",
                        (request, planned) -> planned.status() == BAD_REQUEST ? planned.withStatus(200) : planned,
                        "error.not-200"),
                Fault.response(
                        "range.limit-ignored",
                        "ignores the token limit",
                        ErrorFaults::withoutLimit,
                        "range.limit-honoured"),
                Fault.response(
                        "range.nameless",
                        "rejects a request without naming the invalid parameter",
                        (request, planned) -> planned.status() == BAD_REQUEST
                                ? errors(body -> setMessage(body, "Bad Request"))
                                        .apply(request, planned)
                                : planned,
                        "range.names-the-parameter"),
                Fault.response(
                        "range.nothing-checked",
                        "accepts every request whose body is a JSON object",
                        (request, planned) -> planned.status() == BAD_REQUEST
                                        && request.isJson()
                                        && request.body().isObject()
                                ? request.responseUnchecked()
                                : planned,
                        "range.rejects-outside",
                        "range.accepts-only-inside"),
                Fault.response(
                        "range.refuses-with-500",
                        "responds to invalid requests with 500",
                        (request, planned) -> planned.status() == BAD_REQUEST
                                ? request.reject(500, "Internal server error: " + message(planned))
                                : planned,
                        "range.never-5xx"),
                Fault.response(
                        "schema.refuses-with-422",
                        "responds to invalid requests with 422, which is not documented",
                        (request, planned) ->
                                planned.status() == BAD_REQUEST ? request.reject(422, message(planned)) : planned,
                        "schema.documented-status"),
                Fault.response(
                        "range.temperature-clamped",
                        "clamps temperatures above 2 to 2",
                        (request, planned) -> planned.status() == BAD_REQUEST
                                        && request.property("temperature").asDouble() > 2
                                        && request.body() instanceof ObjectNode body
                                ? request.with(body.deepCopy().put("temperature", 2))
                                        .responseUnchecked()
                                : planned,
                        "range.accepts-only-inside",
                        "range.rejects-outside"),
                Fault.response(
                        "range.temperature-two-refused",
                        "rejects temperature 2, which the contract allows",
                        (request, planned) -> planned.isCompletion()
                                        && request.property("temperature").asDouble() == 2
                                ? request.reject(BAD_REQUEST, "temperature: must be below 2")
                                : planned,
                        "range.accepts-inside"),
                Fault.response(
                        "range.temperature-unchecked",
                        "accepts temperatures above 2",
                        (request, planned) -> planned.status() == BAD_REQUEST
                                        && request.property("temperature").asDouble() > 2
                                ? request.responseUnchecked()
                                : planned,
                        "range.rejects-outside",
                        "range.accepts-only-inside"));
    }

    private static PlannedResponse withoutRequestId(IncomingRequest request, PlannedResponse planned) {
        planned.headers().remove("x-inference-id");
        return errors(body -> {
                    if (body.has("requestId")) {
                        body.put("requestId", "");
                    }
                })
                .apply(request, planned);
    }

    /** The smallest error body that a vendor documents. */
    private static void otherShape(ObjectNode body) {
        String message = message(body);
        body.removeAll();
        body.putObject("error").put("message", message);
    }

    private static PlannedResponse withoutLimit(IncomingRequest request, PlannedResponse planned) {
        if (!planned.isCompletion() || !(request.body() instanceof ObjectNode body)) {
            return planned;
        }
        ObjectNode unlimited = body.deepCopy();
        unlimited.remove(List.of("max_tokens", "max_completion_tokens"));
        return request.with(unlimited).responseUnchecked();
    }

    private static String message(PlannedResponse error) {
        return error.payload() instanceof ResponsePayload.Json json ? message(json.root()) : "";
    }

    private static String message(ObjectNode body) {
        return body.has("message")
                ? body.path("message").asText()
                : body.at("/error/message").asText();
    }

    private static void setMessage(ObjectNode body, String message) {
        ObjectNode holder = body.get("error") instanceof ObjectNode error ? error : body;
        holder.put("message", message);
    }

    private static void otherStatus(ObjectNode body) {
        if (body.get("error") instanceof ObjectNode error) {
            error.put("code", 418);
        } else {
            body.put("statusCode", "418");
        }
    }
}
