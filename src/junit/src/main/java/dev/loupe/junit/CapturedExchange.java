package dev.loupe.junit;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.util.List;
import java.util.Map;
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
            return new Exchange.Request(method, url, HeaderFields.of(headers), Body.of(body));
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
            Reply.Head head = new Reply.Head(status, HeaderFields.of(headers));
            if (Reply.Streamed.isStream(head, request.body(), chunks)) {
                return Reply.Streamed.of(head, chunks, new Reply.Ending(failure));
            }
            return failure == null
                    ? new Reply.Answered(head, Body.of(TimedBytes.joined(chunks)))
                    : new Reply.Unanswered(failure);
        }
    }

    private static void requireBounded(long bytes) {
        if (bytes > InputLimits.BODY_BYTES) {
            throw new InputLimits.Exceeded("body is larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES));
        }
    }
}
