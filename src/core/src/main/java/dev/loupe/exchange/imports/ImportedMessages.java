package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.ContentDecoder;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.text.UrlPath;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests and responses from what other tools store. What is not stored stays absent. */
final class ImportedMessages {
    private ImportedMessages() {}

    /** A body before its content-encoding. */
    static byte[] decoded(byte[] body, HeaderFields headers) throws ImportException {
        try {
            return ContentDecoder.decodedBody(
                    body, headers.first("content-encoding").orElse(""));
        } catch (ContentDecoder.Undecodable undecodable) {
            throw new ImportException(String.valueOf(undecodable.getMessage()));
        }
    }

    static boolean isChatCompletion(String method, String url) {
        return method.equalsIgnoreCase("POST") && UrlPath.endsWith(url, "/chat/completions");
    }

    /** Whether this is the body of a chat-completions request. */
    static boolean isRequest(JsonNode body) {
        return body.path("model").isTextual() && body.path("messages").isArray();
    }

    /** Whether this is the response to such a request, a completion or an error. */
    static boolean isResponse(JsonNode body) {
        return body.path("choices").isArray()
                || body.path("error").isObject()
                || (body.path("statusCode").isValueNode()
                        && body.path("message").isTextual());
    }

    static Exchange.Request request(String url, HeaderFields headers, Body body) {
        return new Exchange.Request("POST", url, headers, body);
    }

    /** A request of which only the body and perhaps the URL are known. */
    static Exchange.Request request(String url, JsonNode body) {
        return request(url, HeaderFields.NOT_RECORDED, new Body.Json(body));
    }

    /** A response of which only the body and perhaps the status are known. */
    static Reply response(int status, JsonNode body) {
        return new Reply.Answered(
                new Reply.Head(isStatus(status) ? status : 0, HeaderFields.NOT_RECORDED), new Body.Json(body));
    }

    /** A request that got no response, from what its client wrote. */
    static Reply.Failure failure(String why) {
        String lower = why.toLowerCase(Locale.ROOT);
        Reply.Failure.Kind kind = lower.contains("timed_out") || lower.contains("timeout")
                ? Reply.Failure.Kind.TIMEOUT
                : lower.contains("refused")
                        ? Reply.Failure.Kind.REFUSED
                        : lower.contains("reset") ? Reply.Failure.Kind.RESET : Reply.Failure.Kind.OTHER;
        return new Reply.Failure(kind, why);
    }

    static boolean isStatus(int status) {
        return status >= 100 && status <= 599;
    }

    /** A body from its bytes. */
    static Body body(byte[] bytes) throws ImportException {
        try {
            return Body.of(bytes);
        } catch (InputLimits.Exceeded e) {
            throw new ImportException(e.bound() + "; exclude it");
        }
    }

    /** A body from text that another tool decoded. */
    static Body body(String text) throws ImportException {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A streaming or non-streaming response, by its content type or, when that is absent or wrong, by its text. */
    static Reply response(Reply.Head head, byte[] bytes) throws ImportException {
        return head.headers().isEventStream() || looksLikeEvents(bytes)
                ? stream(head, bytes)
                : new Reply.Answered(head, body(bytes));
    }

    static boolean looksLikeEvents(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8).stripLeading();
        return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(": ");
    }

    /** The events of a stream whose pieces were not recorded. */
    static Reply stream(Reply.Head head, byte[] bytes) throws ImportException {
        try {
            return Reply.Streamed.of(head, List.of(new TimedBytes(-1, bytes)), Reply.Ending.CLOSED);
        } catch (InputLimits.Exceeded e) {
            throw new ImportException(e.bound() + "; exclude it");
        }
    }

    /** Headers by name and value, in any order and number. */
    static HeaderFields headers(Iterable<Map.Entry<String, String>> fields) {
        SortedMap<String, List<String>> byName = new TreeMap<>();
        for (var field : fields) {
            byName.computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue());
        }
        return new HeaderFields(byName, true);
    }

    /** Headers as a map from names to a value or a list of values; not recorded when there is no map. */
    static HeaderFields headers(JsonNode fields) {
        if (!fields.isObject()) {
            return HeaderFields.NOT_RECORDED;
        }
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        fields.properties().forEach(field -> {
            for (JsonNode value : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                pairs.add(Map.entry(field.getKey(), value.asText("")));
            }
        });
        return headers(pairs);
    }

    /** JSON that a log may hold as text. */
    static JsonNode unquoted(JsonNode node) {
        if (!node.isTextual()) {
            return node;
        }
        try {
            JsonNode json = body(node.textValue()).json();
            return json.isContainerNode() ? json : node;
        } catch (ImportException tooLarge) {
            return node;
        }
    }

    /** A time with a zone, as text or in seconds or milliseconds since 1970; null when it is none. */
    static @Nullable Instant time(JsonNode node) {
        if (node.isNumber()) {
            double seconds = node.asDouble();
            double scaled = seconds > 1e11 ? seconds / 1_000 : seconds;
            return scaled > 1e8 && scaled < 1e11 ? Instant.ofEpochMilli(Math.round(scaled * 1_000)) : null;
        }
        String text = node.asText("");
        try {
            boolean iso = text.length() > 10 && (text.charAt(10) == 'T' || text.charAt(10) == ' ');
            return iso
                    ? OffsetDateTime.parse(text.substring(0, 10) + "T" + text.substring(11))
                            .toInstant()
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    /** The first of these properties that is there; a missing node when none is. */
    static JsonNode first(JsonNode holder, List<String> names) {
        for (String name : names) {
            if (holder.hasNonNull(name)) {
                return holder.get(name);
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
