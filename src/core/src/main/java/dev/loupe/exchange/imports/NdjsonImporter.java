package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Imports logs with one object per line that has a request (an object with {@code model} and {@code messages}) and its response (an
 * object with {@code choices} or an error) under one of the usual names, directly or in an envelope with status and body.
 */
final class NdjsonImporter {
    private static final List<String> REQUESTS =
            List.of("request", "request_body", "input", "body", "kwargs", "params");
    private static final List<String> ANSWERS =
            List.of("response", "response_body", "output", "completion", "result", "answer");
    private static final List<String> TIMES =
            List.of("recordedAt", "timestamp", "time", "created_at", "request_created_at", "startTime");

    private NdjsonImporter() {}

    static List<ReadResult> entries(Path file) {
        List<ReadResult> result = new ArrayList<>();
        try (Recordings lines = Recordings.open(List.of(file.toString()), InputStream.nullInputStream())) {
            for (RawRecord raw : lines) {
                result.add(entry(raw));
            }
        }
        return result;
    }

    private static ReadResult entry(RawRecord raw) {
        if (raw.error() != null) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), raw.error());
        }
        try {
            JsonNode line = StrictJson.parseOrNull(raw.bytes(), StrictJson.Twice.REFUSE);
            if (line == null) {
                throw new ImportException(
                        "not a JSON value, or one with a duplicate property; correct or remove this line");
            }
            if (line.path("format").asText("").equals(RecordingFormat.NAME)) {
                return RecordingFormat.read(raw);
            }
            JsonNode request = Importers.isRequest(line) ? flatRequest(line) : found(line, REQUESTS);
            JsonNode answer = found(line, ANSWERS);
            if (request == null || answer == null) {
                throw new ImportException("no request (model, messages) and response (choices or error) here;"
                        + " write them as \"request\" and \"response\"");
            }
            ReadResult entry = Importers.entry(
                    raw.file(), raw.line(), raw.line(), "recording", time(line), request(request), reply(line, answer));
            return entry instanceof ReadResult.Read(Exchange exchange)
                    ? new ReadResult.Read(Redactor.of("API_KEY").knowing(line).redact(exchange))
                    : entry;
        } catch (ImportException e) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), e.what());
        } catch (InputLimits.Exceeded e) {
            return new ReadResult.Unreadable(raw.file(), raw.line(), e.bound() + "; exclude this line");
        }
    }

    private static @Nullable JsonNode found(JsonNode line, List<String> names) {
        for (String name : names) {
            JsonNode part = line.path(name);
            if (isBody(part) || isBody(part.path("body"))) {
                return part;
            }
        }
        return null;
    }

    /** The request of a log with its properties in the line itself, and the others in {@code model_parameters}. */
    private static JsonNode flatRequest(JsonNode line) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set("model", line.path("model"));
        request.set("messages", line.path("messages"));
        if (line.path("model_parameters") instanceof ObjectNode parameters) {
            request.setAll(parameters);
        }
        return request;
    }

    private static boolean isBody(JsonNode node) {
        return Importers.isRequest(node) || Importers.isAnswer(node);
    }

    private static Exchange.Request request(JsonNode part) throws ImportException {
        boolean bare = Importers.isRequest(part);
        if (!bare && !Importers.isRequest(part.path("body"))) {
            throw new ImportException("its request has no model and messages");
        }
        return new Exchange.Request(
                part.path("method").asText("POST"),
                bare ? "" : part.path("url").asText(""),
                HeaderFields.NOT_RECORDED,
                new Body.Json(bare ? part : part.path("body")));
    }

    private static Reply reply(JsonNode line, JsonNode part) throws ImportException {
        boolean bare = !part.path("body").isObject();
        JsonNode body = bare ? part : part.path("body");
        if (!Importers.isAnswer(body)) {
            throw new ImportException("its response has neither choices nor an error");
        }
        int status = bare
                ? line.path("response_status").asInt(0)
                : part.path("status").asInt(part.path("status_code").asInt(0));
        return new Reply.Answered(
                new Reply.Head(status < 100 || status > 599 ? 0 : status, HeaderFields.NOT_RECORDED),
                new Body.Json(body));
    }

    private static @Nullable Instant time(JsonNode line) {
        return TIMES.stream()
                .map(name -> instant(line.path(name).asText("")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Null when it is not a time, or has no zone. */
    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
