package dev.loupe.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request and its response as an HTTP client has them. */
record CapturedExchange(Sent sent, Received received) {
    /** The request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String method, String url, Map<String, List<String>> headers, byte[] body) {
        /**
         * The request as checks see it.
         *
         * @throws InputLimits.Exceeded when the body is too large
         */
        Exchange.Request request() {
            requireBounded(body.length);
            return new Exchange.Request(method, url, fields(headers), Body.of(body));
        }
    }

    /**
     * The response.
     *
     * @param failure why it ended early; null when it is complete
     */
    record Received(
            int status, Map<String, List<String>> headers, List<TimedBytes> chunks, Reply.@Nullable Failure failure) {
        /** A response without the times of its chunks. */
        static Received complete(int status, Map<String, List<String>> headers, byte[] body) {
            return new Received(
                    status, headers, body.length == 0 ? List.of() : List.of(new TimedBytes(-1, body)), null);
        }

        /**
         * The response as checks see it.
         *
         * @throws InputLimits.Exceeded when the body is too large
         */
        Reply reply(Exchange.Request request) {
            requireBounded(
                    chunks.stream().mapToLong(chunk -> chunk.bytes().length).sum());
            Reply.Head head = new Reply.Head(status, fields(headers));
            if (isStream(head, request)) {
                return Reply.Streamed.of(head, chunks, new Reply.Ending(failure));
            }
            return failure == null ? new Reply.Answered(head, Body.of(joined())) : new Reply.Unanswered(failure);
        }

        /** By the media type; without one, by the request and the first bytes. */
        private boolean isStream(Reply.Head head, Exchange.Request request) {
            String mediaType = head.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
            if (mediaType.startsWith("text/event-stream")) {
                return true;
            }
            JsonNode stream = request.property("stream");
            if (!stream.isBoolean() || !stream.booleanValue() || chunks.isEmpty() || status >= 300) {
                return false;
            }
            String beginning = new String(chunks.getFirst().bytes(), StandardCharsets.ISO_8859_1);
            return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
        }

        private byte[] joined() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            chunks.forEach(chunk -> all.writeBytes(chunk.bytes()));
            return all.toByteArray();
        }
    }

    private static void requireBounded(long bytes) {
        if (bytes > InputLimits.BODY_BYTES) {
            throw new InputLimits.Exceeded("body is larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES));
        }
    }

    private static HeaderFields fields(Map<String, List<String>> fields) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new HeaderFields(sorted, true);
    }
}
