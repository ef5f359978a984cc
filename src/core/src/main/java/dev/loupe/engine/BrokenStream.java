package dev.loupe.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.ParsedExchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import java.util.Optional;
import java.util.Set;

/**
 * A stream that an error of the server ends. Its status is that of a success, but like a response with the status of an overload it is
 * no evidence that the contract holds: clients discard the response, also after its finish_reason. An error that the request causes
 * is evidence. Neither is a stream evidence whose end did not arrive in time.
 */
final class BrokenStream {
    private static final Set<String> CAUSED_BY_REQUEST =
            Set.of("invalid_request_error", "content_filter", "context_length_exceeded");

    private BrokenStream() {}

    static Optional<String> reason(ParsedExchange observed) {
        boolean finished = observed.response() instanceof ParsedCompletion stream && stream.finished();
        if (!finished && isLate(observed.exchange().reply())) {
            return Optional.of("the end of the stream did not arrive in time");
        }
        if (!(observed.response() instanceof ParsedCompletion completion) || completion.errorEvent() < 0) {
            return Optional.empty();
        }
        JsonNode frame = completion.errorFrame();
        return frame.isObject() && isOfServer(frame.path("error").isObject() ? frame.path("error") : frame)
                ? Optional.of("the stream ends with an error of the server")
                : Optional.empty();
    }

    private static boolean isLate(Reply reply) {
        return reply instanceof Reply.Streamed stream
                && stream.ending().failure() != null
                && stream.ending().failure().kind() == Reply.Failure.Kind.TIMEOUT;
    }

    private static boolean isOfServer(JsonNode error) {
        JsonNode code = error.path("code");
        if (code.isIntegralNumber()) {
            return code.intValue() >= 500 || Overload.isOverload(code.intValue());
        }
        return !CAUSED_BY_REQUEST.contains(StrictValues.textOrEmpty(error.path("type")))
                && !CAUSED_BY_REQUEST.contains(StrictValues.textOrEmpty(code));
    }
}
