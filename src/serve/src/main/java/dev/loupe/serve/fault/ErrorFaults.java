package dev.loupe.serve.fault;

import static dev.loupe.serve.fault.ResponseEdits.errors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import java.util.List;

/** Faults of errors and of what is refused. */
final class ErrorFaults {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private ErrorFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.answer(
                        "error.any-key",
                        "takes any key",
                        (asked, planned) -> planned.status() == UNAUTHORIZED ? asked.answerUnchecked() : planned,
                        "error.unauthorized"),
                Fault.answer(
                        "error.no-request-id",
                        "names no request, neither in x-inference-id nor in an error",
                        ErrorFaults::withoutRequestId,
                        "error.request-id"),
                Fault.answer(
                        "error.no-retry-after",
                        "answers every fourth request 429, without saying when to come back",
                        (asked, planned) -> asked.turn() % 4 == 0 ? asked.refuse(429, "Too many requests") : planned,
                        "error.retry-after"),
                Fault.answer(
                        "error.other-shape",
                        "answers errors with nothing but error.message",
                        errors(ErrorFaults::otherShape),
                        "error.shape"),
                Fault.answer(
                        "error.stack-trace",
                        "shows a stack trace in errors",
                        errors(body -> say(body, message(body) + "\n\tat app.handlers.Chat.create(Chat.java:42)")),
                        "error.no-stack-trace"),
                Fault.answer(
                        "error.status-differs",
                        "says another status in an error than it has",
                        errors(ErrorFaults::otherStatus),
                        "error.status-agrees"),
                Fault.answer(
                        "error.with-200",
                        "answers bad requests with an error and the status 200",
                        (asked, planned) -> planned.status() == BAD_REQUEST ? planned.withStatus(200) : planned,
                        "error.not-200",
                        "range.rejects-outside",
                        "range.accepts-only-inside"),
                Fault.answer(
                        "range.limit-ignored",
                        "does not stop at a limit of tokens",
                        ErrorFaults::withoutLimit,
                        "range.limit-honoured",
                        "usage.within-limit"),
                Fault.answer(
                        "range.nameless",
                        "refuses without saying which parameter is wrong",
                        (asked, planned) -> planned.status() == BAD_REQUEST
                                ? errors(body -> say(body, "Bad Request")).apply(asked, planned)
                                : planned,
                        "range.names-the-parameter"),
                Fault.answer(
                        "range.nothing-checked",
                        "takes every request whose body is JSON",
                        (asked, planned) ->
                                planned.status() == BAD_REQUEST && asked.body().isObject()
                                        ? asked.answerUnchecked()
                                        : planned,
                        "range.rejects-outside",
                        "range.accepts-only-inside"),
                Fault.answer(
                        "range.refuses-with-500",
                        "answers bad requests with 500",
                        (asked, planned) -> planned.status() == BAD_REQUEST
                                ? asked.refuse(500, "Internal server error: " + message(planned))
                                : planned,
                        "range.never-5xx"),
                Fault.answer(
                        "schema.refuses-with-422",
                        "answers bad requests with 422, which is not documented",
                        (asked, planned) ->
                                planned.status() == BAD_REQUEST ? asked.refuse(422, message(planned)) : planned,
                        "schema.documented-status"),
                Fault.answer(
                        "range.temperature-clamped",
                        "takes temperatures above 2 as though they were 2",
                        (asked, planned) -> planned.status() == BAD_REQUEST
                                        && asked.member("temperature").asDouble() > 2
                                        && asked.body() instanceof ObjectNode body
                                ? asked.with(body.deepCopy().put("temperature", 2))
                                        .answerUnchecked()
                                : planned,
                        "range.accepts-only-inside",
                        "range.rejects-outside"),
                Fault.answer(
                        "range.temperature-two-refused",
                        "refuses a temperature of 2, which the contract allows",
                        (asked, planned) -> planned.isCompletion()
                                        && asked.member("temperature").asDouble() == 2
                                ? asked.refuse(BAD_REQUEST, "temperature: must be below 2")
                                : planned,
                        "range.accepts-inside"),
                Fault.answer(
                        "range.temperature-unchecked",
                        "takes temperatures above 2",
                        (asked, planned) -> planned.status() == BAD_REQUEST
                                        && asked.member("temperature").asDouble() > 2
                                ? asked.answerUnchecked()
                                : planned,
                        "range.rejects-outside",
                        "range.accepts-only-inside"));
    }

    private static PlannedResponse withoutRequestId(IncomingRequest asked, PlannedResponse planned) {
        planned.headers().remove("x-inference-id");
        return errors(body -> {
                    if (body.has("requestId")) {
                        body.put("requestId", "");
                    }
                })
                .apply(asked, planned);
    }

    /** The least that is documented anywhere. */
    private static void otherShape(ObjectNode body) {
        String message = message(body);
        body.removeAll();
        body.putObject("error").put("message", message);
    }

    private static PlannedResponse withoutLimit(IncomingRequest asked, PlannedResponse planned) {
        if (!planned.isCompletion() || !(asked.body() instanceof ObjectNode body)) {
            return planned;
        }
        ObjectNode unlimited = body.deepCopy();
        unlimited.remove(List.of("max_tokens", "max_completion_tokens"));
        return asked.with(unlimited).answerUnchecked();
    }

    private static String message(PlannedResponse error) {
        return error.said() instanceof ResponsePayload.Json json ? message(json.root()) : "";
    }

    private static String message(ObjectNode body) {
        return body.has("message")
                ? body.path("message").asText()
                : body.at("/error/message").asText();
    }

    private static void say(ObjectNode body, String message) {
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
