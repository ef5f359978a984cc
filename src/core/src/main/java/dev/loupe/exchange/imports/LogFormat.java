package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Logs with a request (an object with {@code model} and {@code messages}) and its response (an object with {@code choices} or an
 * error, the text of a stream, or its chunks in an array) under one of the usual names, directly or in an envelope with URL, headers, status and body.
 */
final class LogFormat implements ImportFormat.OfRecord {
    private static final List<String> REQUESTS = List.of(
            "request",
            "req",
            "input",
            "body",
            "kwargs",
            "params",
            "request_body",
            "requestBody",
            "payload",
            "request_json",
            "request_payload",
            "requestPayload",
            "reqPayload",
            "inputs",
            "prompt");
    private static final List<String> RESPONSES = List.of(
            "response",
            "res",
            "resp",
            "output",
            "completion",
            "result",
            "reply",
            "answer",
            "response_body",
            "responseBody",
            "response_json",
            "response_payload",
            "responsePayload",
            "respPayload",
            "outputs");
    private static final List<String> BODIES = List.of("body", "json", "data", "content", "payload");
    private static final List<String> STATUS =
            List.of("status_code", "statusCode", "StatusCode", "responseCode", "response_code", "status", "code");
    private static final List<String> OUTER_STATUS = List.of(
            "status",
            "status_code",
            "statusCode",
            "StatusCode",
            "http_status",
            "response_status",
            "response_status_code",
            "responseStatus");
    private static final List<String> URL = List.of("url", "uri", "endpoint", "path", "request_url", "request_path");
    private static final List<String> TIMES = List.of(
            "recordedAt",
            "recorded_at",
            "timestamp",
            "time",
            "created_at",
            "createdAt",
            "startTime",
            "start_time",
            "ts",
            "@timestamp",
            "CreatedAt",
            "logging_time");

    @Override
    public String name() {
        return "ndjson";
    }

    /** A body, and the object around it when there is one. */
    private record Part(JsonNode envelope, JsonNode body) {
        static @Nullable Part of(BodySearch.@Nullable Found found) {
            return found == null ? null : new Part(found.holder(), found.body());
        }

        /** The headers next to the body; in an object with both bodies they have the name of their message. */
        HeaderFields headers(String message, Part other) {
            JsonNode own = ImportedMessages.first(envelope, List.of(message + "Headers", message + "_headers"));
            return ImportedMessages.headers(
                    own.isMissingNode() && !envelope.equals(other.envelope) ? envelope.path("headers") : own);
        }
    }

    @Override
    public boolean matches(JsonNode log) {
        return request(log) != null && response(log) != null;
    }

    @Override
    public void read(JsonNode log, EntrySink sink) throws ImportException {
        Part request = request(log);
        Part response = response(log);
        if ((request == null || response == null) && isTransferred(log)) {
            transferred(log, sink);
            return;
        }
        if (request == null && response == null && OtherDocuments.isOne(log)) {
            sink.skipped(OtherDocuments.reason(log));
            return;
        }
        if (request == null || response == null) {
            BodySearch search = BodySearch.in(log);
            request = Part.of(search.request());
            response = Part.of(search.response());
            if ((request == null || response == null) && !search.records().isEmpty()) {
                readAll(search.records(), sink);
                return;
            }
        }
        if (request == null || response == null) {
            sink.skipped(OtherDocuments.reason(log));
            return;
        }
        read(request, response, log, sink);
    }

    private void readAll(List<JsonNode> records, EntrySink sink) throws ImportException {
        for (JsonNode each : records) {
            sink.next();
            read(each, sink);
        }
    }

    /** Whether the record has method, URL and status, so that its bodies may be any, such as an error of a gateway. */
    private static boolean isTransferred(JsonNode log) {
        JsonNode request = log.path("request");
        return ImportedMessages.isChatCompletion(
                        request.path("method").asText(""),
                        ImportedMessages.first(request, URL).asText(""))
                && ImportedMessages.isStatus(status(log.path("response")));
    }

    private static int status(JsonNode response) {
        return ImportedMessages.first(response, STATUS).asInt(0);
    }

    private static void transferred(JsonNode log, EntrySink sink) throws ImportException {
        JsonNode request = log.path("request");
        JsonNode response = log.path("response");
        var head = new Reply.Head(status(response), ImportedMessages.headers(response.path("headers")));
        sink.recorded(
                time(log, new Part(request, request)),
                ImportedMessages.request(
                        ImportedMessages.first(request, URL).asText(""),
                        ImportedMessages.headers(request.path("headers")),
                        ImportedMessages.body(text(request))),
                ImportedMessages.response(head, text(response).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode message) {
        JsonNode body = ImportedMessages.first(message, BODIES);
        return body.isContainerNode() ? body.toString() : body.asText("");
    }

    private static void read(Part request, Part response, JsonNode log, EntrySink sink) throws ImportException {
        Instant at = time(log, request);
        HeaderFields headers = response.headers("response", request);
        int status = ImportedMessages.first(response.envelope(), STATUS)
                .asInt(ImportedMessages.first(log, OUTER_STATUS).asInt(0));
        String url = ImportedMessages.first(request.envelope(), URL)
                .asText(ImportedMessages.first(log, URL).asText(""));
        if (!url.startsWith("/") && !url.contains("://")) {
            // a name, such as that of a deployment
            url = "";
        } else if (url.startsWith("/") && log.path("scope").isTextual()) {
            // nock
            url = log.path("scope").textValue().replaceFirst(":443$", "") + url;
        }
        boolean assembled = request.body().path("stream").asBoolean(false)
                && !headers.recorded()
                && response.body().path("choices").isArray();
        if (assembled) {
            LoggedCall.assembled(at, url, request.body(), status, response.body(), sink);
            return;
        }
        Exchange.Request sent = new Exchange.Request(
                request.envelope().path("method").asText("POST"),
                url,
                request.headers("request", response),
                new Body.Json(request.body()));
        var head = new Reply.Head(ImportedMessages.isStatus(status) ? status : 0, headers);
        if (response.body().isArray()) {
            sink.assembled(at, sent, LoggedCall.stream(head, response.body()));
            return;
        }
        sink.recorded(
                at,
                sent,
                response.body().isTextual()
                        ? ImportedMessages.stream(
                                head, response.body().textValue().getBytes(StandardCharsets.UTF_8))
                        : new Reply.Answered(head, new Body.Json(response.body())));
    }

    private static @Nullable Part request(JsonNode log) {
        return ImportedMessages.isRequest(log)
                ? new Part(MissingNode.getInstance(), flatRequest(log))
                : part(log, REQUESTS, ImportedMessages::isRequest);
    }

    /** The request of a log with model and messages in the record itself, and the others in {@code model_parameters}. */
    private static JsonNode flatRequest(JsonNode log) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set("model", log.path("model"));
        request.set("messages", log.path("messages"));
        if (ImportedMessages.unquoted(log.path("model_parameters")) instanceof ObjectNode parameters) {
            request.setAll(parameters);
        }
        return request;
    }

    private static @Nullable Part response(JsonNode log) {
        return part(log, RESPONSES, LogFormat::isResponse);
    }

    static boolean isResponse(JsonNode body) {
        return ImportedMessages.isResponse(body)
                || LoggedCall.isChunks(body)
                || (body.isTextual()
                        && ImportedMessages.looksLikeEvents(body.textValue().getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable Part part(JsonNode log, List<String> names, Predicate<JsonNode> isBody) {
        for (String name : names) {
            JsonNode part = ImportedMessages.unquoted(log.path(name));
            if (isBody.test(part)) {
                return new Part(MissingNode.getInstance(), part);
            }
            for (String inner : BODIES) {
                JsonNode body = ImportedMessages.unquoted(part.path(inner));
                if (isBody.test(body)) {
                    return new Part(part, body);
                }
            }
        }
        return null;
    }

    private static @Nullable Instant time(JsonNode log, Part request) {
        for (JsonNode holder : List.of(log, request.envelope(), log.path("metadata"))) {
            for (String name : TIMES) {
                Instant time = ImportedMessages.time(holder.path(name));
                if (time != null) {
                    return time;
                }
            }
        }
        return null;
    }
}
