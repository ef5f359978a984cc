package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import java.util.Optional;

/** Whether something suggests that a response is cut or malformed, so that it is read byte by byte. */
final class ResponseCompleteness {
    private ResponseCompleteness() {}

    static boolean isComplete(Reply reply) {
        if (isCut(reply)) {
            return false;
        }
        return switch (reply) {
            case Reply.Unanswered unanswered -> true;
            case Reply.Streamed streamed -> hasUsualHeaders(streamed.head());
            case Reply.Answered(Reply.Head head, Body body) -> hasUsualHeaders(head) && isReadable(head, body);
        };
    }

    /** What ended a response early; empty when nothing did. */
    static Optional<Failure> failure(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered unanswered -> Optional.of(unanswered.failure());
            case Reply.Streamed streamed ->
                Optional.ofNullable(streamed.ending().failure());
            case Reply.Answered answered -> Optional.empty();
        };
    }

    static boolean isCut(Reply reply) {
        return failure(reply)
                .map(Failure::kind)
                .filter(kind -> kind == Failure.Kind.RESET || kind == Failure.Kind.PROTOCOL)
                .isPresent();
    }

    private static boolean hasUsualHeaders(Reply.Head head) {
        // the HTTP client reads the chunks as the body where there are two lengths
        boolean hasTwoLengths = head.headers().first("content-length").isPresent()
                && head.headers().first("transfer-encoding").isPresent();
        return !hasTwoLengths && !ContentCoding.of(head).isOther();
    }

    private static boolean isReadable(Reply.Head head, Body body) {
        boolean isJson = head.headers().first("content-type").orElse("").contains("json");
        boolean isEmpty = body instanceof Body.None
                && head.headers().first("transfer-encoding").isEmpty();
        return !isJson || isEmpty || !body.json().isMissingNode();
    }
}
