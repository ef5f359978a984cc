package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.List;

@CheckDescription(
        id = "transport.framing",
        level = Level.MUST,
        truth = "a response follows the message format of HTTP/1.1, and all of it arrives",
        source =
                "RFC 9112 sections 5, 6 and 7: a sender MUST send these; a cut response is sent again on a new connection",
        why = "clients see an error, a cut body, or the end of one response in the next",
        fix =
                "let the HTTP library of the server set Content-Length and Transfer-Encoding, and send all that is announced")
final class TransportFraming implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        return of(observed, false);
    }

    /**
     * Reports the first error; it may cause the next ones.
     *
     * @param tolerated whether it is an error that clients may accept
     */
    static Result of(ParsedExchange observed, boolean tolerated) {
        List<FramingError> framing = observed.exchange().transport().framing();
        if (framing == null) {
            return Result.notApplicable("the response was not read byte by byte");
        }
        if (observed.exchange().reply() instanceof Reply.Streamed streamed
                && streamed.ending().failure() != null
                && streamed.events().stream().noneMatch(SseEvent::isDone)) {
            return Result.notApplicable("the stream is cut; the checks of streams report it");
        }
        return framing.stream()
                .filter(error -> error.kind().tolerated() == tolerated)
                .findFirst()
                .map(error -> Result.violated(violation(error)))
                .orElse(Result.passed());
    }

    private static Violation violation(FramingError error) {
        Violation violation = Violation.of(
                at(error.kind()),
                "a message of RFC 9112",
                error.detail(),
                error.kind().words());
        // the network may have cut it
        return error.kind() == FramingError.Kind.CUT_ONCE ? violation.atMost(Level.INFO) : violation;
    }

    private static FindingLocation at(FramingError.Kind kind) {
        return switch (kind) {
            case LENGTH_REPEATED, LENGTH_INVALID, LENGTHS_DIFFER, LENGTH_AND_CHUNKED, BODY_SHORTER, BODY_LONGER ->
                FindingLocation.header("content-length");
            case CHUNK_SIZE, CHUNK_LENGTH, LAST_CHUNK -> FindingLocation.header("transfer-encoding");
            case CODING, CODING_UNKNOWN -> FindingLocation.header("content-encoding");
            case LINE_END,
                    FOLDED_HEADER,
                    HEADER_SYNTAX,
                    HEADER_CONTROL,
                    STATUS_LINE,
                    REASON,
                    SWITCHED,
                    INTERIM,
                    CUT_ONCE -> FindingLocation.status();
            case TYPES_DIFFER -> FindingLocation.header("content-type");
            case BYTES_AFTER -> FindingLocation.body("");
        };
    }
}
