package dev.loupe.exchange;

import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.exchange.sse.SseParser;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The response of an exchange, or the failure. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface Reply {
    /**
     * Status and headers.
     *
     * @param code the HTTP status, 0 when it was not recorded (as in a documentation sample)
     * @param times when the response arrived; null when not recorded
     */
    record Head(int code, HeaderFields headers, @Nullable Times times) {
        public Head(int code, HeaderFields headers) {
            this(code, headers, null);
        }
    }

    /**
     * When a response arrived, in milliseconds since the request was sent.
     *
     * @param firstByte its first byte
     * @param end its last byte
     */
    record Times(double firstByte, double end) {}

    /** A non-streaming response. */
    record Answered(Head head, Body body) implements Reply {}

    /**
     * A streaming response.
     *
     * @param pieces the bytes as received, for recording them; empty when the stream was made from events
     */
    record Streamed(Head head, List<SseEvent> events, Ending ending, List<TimedBytes> pieces) implements Reply {
        public Streamed(Head head, List<SseEvent> events, Ending ending) {
            this(head, events, ending, List.of());
        }

        /** A stream from its bytes: parses the events. */
        public static Streamed of(Head head, List<TimedBytes> pieces, Ending ending) {
            return new Streamed(head, SseParser.read(pieces), ending, pieces);
        }

        /** Whether a response is a stream: by its media type, or by what the request requires and the beginning of the body. */
        public static boolean isStream(Head head, Body request, List<TimedBytes> pieces) {
            if (head.headers().isEventStream()) {
                return true;
            }
            if (!request.json().path("stream").booleanValue() || pieces.isEmpty() || head.code() >= 300) {
                return false;
            }
            String beginning = new String(pieces.getFirst().bytes(), StandardCharsets.ISO_8859_1);
            return beginning.startsWith("data:") || beginning.startsWith(":") || beginning.startsWith("event:");
        }

        /** The bytes as received, or the simplest bytes that parse as the events. */
        public List<TimedBytes> bytes() {
            return pieces.isEmpty() ? events.stream().map(Streamed::rendered).toList() : pieces;
        }

        private static TimedBytes rendered(SseEvent event) {
            String type = event.type().isEmpty() ? "" : "event: " + event.type() + "\n";
            String frame = type + "data: " + event.data().replace("\n", "\ndata: ") + "\n\n";
            return new TimedBytes(event.at(), frame.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** No response. */
    record Unanswered(Failure failure) implements Reply {}

    /** Why there was no response, or why a stream stopped. */
    record Failure(Kind kind, String message) {
        /** The kind of failure; lower case in recordings. */
        public enum Kind {
            TIMEOUT,
            REFUSED,
            RESET,
            TLS,
            DNS,
            PROTOCOL,
            TOO_LARGE,
            OTHER
        }
    }

    /**
     * How a stream ended.
     *
     * @param failure null when the connection was closed normally
     */
    record Ending(@Nullable Failure failure) {
        public static final Ending CLOSED = new Ending(null);
    }

    /** Status and headers; null without a response. */
    default @Nullable Head headOrNull() {
        return switch (this) {
            case Answered answered -> answered.head();
            case Streamed streamed -> streamed.head();
            case Unanswered unanswered -> null;
        };
    }
}
