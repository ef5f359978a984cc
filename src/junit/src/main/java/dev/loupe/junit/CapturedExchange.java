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

/** What an HTTP client sent and got, as it saw it. */
record CapturedExchange(Sent sent, Got got) {
    /** The request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(String method, String url, Map<String, List<String>> headers, byte[] body) {
        /**
         * The request as checks see it.
         *
         * @throws InputLimits.Exceeded when it is beyond what is looked at
         */
        Exchange.Request request() {
            requireBounded(body.length);
            return new Exchange.Request(method, url, fields(headers), Body.of(body));
        }
    }

    /**
     * The answer.
     *
     * @param cut why it stopped before its end; null when it did not
     */
    record Got(int status, Map<String, List<String>> headers, List<TimedBytes> pieces, Reply.@Nullable Failure cut) {
        /** An answer of which only the whole is known. */
        static Got whole(int status, Map<String, List<String>> headers, byte[] body) {
            return new Got(status, headers, body.length == 0 ? List.of() : List.of(new TimedBytes(-1, body)), null);
        }

        /**
         * The answer as checks see it.
         *
         * @throws InputLimits.Exceeded when it is beyond what is looked at
         */
        Reply reply(Exchange.Request asked) {
            requireBounded(
                    pieces.stream().mapToLong(piece -> piece.bytes().length).sum());
            Reply.Head head = new Reply.Head(status, fields(headers));
            if (isStream(head, asked)) {
                return Reply.Streamed.of(head, pieces, new Reply.Ending(cut));
            }
            return cut == null ? new Reply.Answered(head, Body.of(joined())) : new Reply.Unanswered(cut);
        }

        /** By its media type; where there is none, by what was asked and how it begins. */
        private boolean isStream(Reply.Head head, Exchange.Request asked) {
            String mediaType = head.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
            if (mediaType.startsWith("text/event-stream")) {
                return true;
            }
            JsonNode stream = asked.member("stream");
            if (!stream.isBoolean() || !stream.booleanValue() || pieces.isEmpty() || status >= 300) {
                return false;
            }
            String beginning = new String(pieces.getFirst().bytes(), StandardCharsets.ISO_8859_1);
            return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
        }

        private byte[] joined() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces.forEach(piece -> all.writeBytes(piece.bytes()));
            return all.toByteArray();
        }
    }

    private static void requireBounded(long bytes) {
        if (bytes > InputLimits.BODY_BYTES) {
            throw new InputLimits.Exceeded(
                    "larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES) + ", the bound for a body");
        }
    }

    private static HeaderFields fields(Map<String, List<String>> fields) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new HeaderFields(sorted, true);
    }
}
