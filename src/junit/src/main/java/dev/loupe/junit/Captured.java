package dev.loupe.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Bounds;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Headers;
import dev.loupe.exchange.Piece;
import dev.loupe.exchange.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what an HTTP client sent and got into an exchange. */
final class Captured {
    private Captured() {}

    static Exchange.Request request(String method, String url, Map<String, List<String>> headers, byte[] body) {
        return new Exchange.Request(method, url, headers(headers), Body.of(body));
    }

    /**
     * A reply.
     *
     * @param cut why the answer stopped before its end; null when it did not
     */
    static Reply reply(
            int status,
            Map<String, List<String>> headers,
            List<Piece> pieces,
            Exchange.Request asked,
            Reply.@Nullable Failure cut) {
        Reply.Head head = new Reply.Head(status, headers(headers));
        if (isStream(head, pieces, asked)) {
            return Reply.Streamed.of(head, pieces, new Reply.Ending(cut));
        }
        return cut == null ? new Reply.Answered(head, Body.of(joined(pieces))) : new Reply.Unanswered(cut);
    }

    /** By its media type; where there is none, by what was asked and how it begins. */
    private static boolean isStream(Reply.Head head, List<Piece> pieces, Exchange.Request asked) {
        String mediaType = head.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (mediaType.startsWith("text/event-stream")) {
            return true;
        }
        JsonNode stream = asked.member("stream");
        if (!stream.isBoolean() || !stream.booleanValue() || pieces.isEmpty() || head.code() >= 300) {
            return false;
        }
        String beginning = new String(pieces.getFirst().bytes(), StandardCharsets.ISO_8859_1);
        return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
    }

    static boolean tooLarge(long bytes) {
        return bytes > Bounds.BODY_BYTES;
    }

    private static Headers headers(Map<String, List<String>> fields) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Headers(sorted, true);
    }

    private static byte[] joined(List<Piece> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.writeBytes(piece.bytes()));
        return all.toByteArray();
    }
}
