package dev.loupe.exchange;

import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.exchange.sse.SseParser;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What came back. */
public sealed interface Reply {
    /**
     * Status and headers.
     *
     * @param code the HTTP status, 0 when it was not recorded (as in a documentation sample)
     * @param times when the answer came; null when that was not recorded
     */
    record Head(int code, HeaderFields headers, @Nullable Times times) {
        public Head(int code, HeaderFields headers) {
            this(code, headers, null);
        }

        public OptionalInt status() {
            return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
        }
    }

    /**
     * When an answer came, in milliseconds since the request was sent.
     *
     * @param firstByte when it began
     * @param end when all of it was there
     */
    record Times(double firstByte, double end) {}

    /** An answer in one piece. */
    record Answered(Head head, Body body) implements Reply {}

    /**
     * An answer as a stream of events.
     *
     * @param pieces the bytes as they came, for writing them down again; empty when the stream was made from events
     */
    record Streamed(Head head, List<SseEvent> events, Ending ending, List<TimedBytes> pieces) implements Reply {
        public Streamed(Head head, List<SseEvent> events, Ending ending) {
            this(head, events, ending, List.of());
        }

        /** A stream from its bytes: reads the events. */
        public static Streamed of(Head head, List<TimedBytes> pieces, Ending ending) {
            return new Streamed(head, SseParser.read(pieces), ending, pieces);
        }

        /** The bytes as they came, or the plainest bytes that read as the events. */
        public List<TimedBytes> bytes() {
            return pieces.isEmpty() ? events.stream().map(Streamed::rendered).toList() : pieces;
        }

        private static TimedBytes rendered(SseEvent event) {
            String type = event.type().isEmpty() ? "" : "event: " + event.type() + "\n";
            String frame = type + "data: " + event.data().replace("\n", "\ndata: ") + "\n\n";
            return new TimedBytes(event.at(), frame.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** No answer. */
    record Unanswered(Failure failure) implements Reply {}

    /** Why there was no answer, or why a stream stopped. */
    record Failure(Kind kind, String message) {
        /** What kind of failure; written in lower case in recordings. */
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
     * @param failure null when the connection was closed in order
     */
    record Ending(@Nullable Failure failure) {
        public static final Ending CLOSED = new Ending(null);
    }

    /** Status and headers, when anything came back. */
    default @Nullable Head headOrNull() {
        return switch (this) {
            case Answered answered -> answered.head();
            case Streamed streamed -> streamed.head();
            case Unanswered unanswered -> null;
        };
    }
}
