package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream equals the non-streaming response to the same request. */
final class StreamSameAsJson implements RunCheck<StreamSameAsJson.Shape> {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.same-as-json",
            Level.SHOULD,
            "the joined stream has as many choices as the non-streaming response to the same request, and at temperature 0 with a seed the same text, where the server repeats it",
            "the API reference: stream changes only how the response is sent; determinism with a seed is best effort, hence SHOULD",
            "callers switch stream on and off and expect the same response",
            "generate both the same way");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    private static final int REMEMBERED = 250_000;

    /**
     * The compared properties.
     *
     * @param request digest of the request without stream and its options, and of who responds
     * @param text digest of the text, 0 when the request does not determine it
     */
    record Shape(long request, boolean streamed, int choices, String finish, long text, FindingLocation at) {}

    @Override
    public @Nullable Shape factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || !observed.request().isObject()
                || completion.failed()
                || !completion.finished()
                || completion.streamed() != observed.streamRequested()) {
            return null;
        }
        BigDecimal temperature = StrictValues.decimal(observed.request().path("temperature"));
        boolean determined = temperature != null
                && temperature.signum() == 0
                && StrictValues.isPresent(observed.request().path("seed"));
        long who = observed.responderDigest(completion) * 31
                + (determined
                        ? JsonDigest.of(
                                completion.property("system_fingerprint").value())
                        : 0);
        return new Shape(
                observed.requestDigest() * 31 + who,
                completion.streamed(),
                completion.choices().size(),
                completion.choices().getFirst().finishReason(),
                determined ? JsonDigest.of(completion.choices()) : 0,
                completion.streamed() ? FindingLocation.stream() : FindingLocation.body("/choices"));
    }

    @Override
    public Comparison<Shape> start() {
        Map<Long, Seen> seen = new HashMap<>();
        return (exchange, shape) -> {
            Seen same = seen.get(shape.request());
            if (same == null) {
                same = new Seen();
                if (seen.size() < REMEMBERED) {
                    seen.put(shape.request(), same);
                }
            }
            return same.next(exchange, shape);
        };
    }

    /** The responses to one request. A stream is blamed for another text only if the other responses have one text. */
    private static final class Seen {
        private @Nullable First json;
        private @Nullable First stream;
        private int repeats;
        private boolean repeatable = true;

        Result next(Exchange.Id exchange, Shape shape) {
            First first = new First(exchange, shape);
            First other = shape.streamed() ? json : stream;
            if (shape.streamed()) {
                stream = stream == null ? first : stream;
            } else if (json == null) {
                json = first;
            } else {
                repeats++;
                repeatable &= json.shape().text() == shape.text();
            }
            return other == null ? ALONE : compared(other, shape);
        }

        private Result compared(First first, Shape shape) {
            Shape other = first.shape();
            if (other.choices() != shape.choices()) {
                return Result.violated(Violation.of(
                        shape.at(),
                        other.choices() + " choices",
                        Integer.toString(shape.choices()),
                        shape.choices() + " choices, but " + other.choices() + " in " + first.exchange()
                                + ", streaming and non-streaming"));
            }
            if (other.text() == shape.text()) {
                return Result.passed();
            }
            return repeats == 0 || !repeatable
                    ? NOT_REPEATABLE
                    : Result.violated(Violation.of(
                            shape.at(),
                            "the text of " + first.exchange(),
                            "another text",
                            "the text differs from " + first.exchange()
                                    + ", streaming and non-streaming, at temperature 0 with a seed"));
        }
    }

    private static final Result NOT_REPEATABLE =
            Result.notApplicable("no two equal non-streaming responses show that the server repeats its text");
    private static final Result ALONE =
            Result.notApplicable("no streaming and non-streaming response to the same request");

    private record First(Exchange.Id exchange, Shape shape) {}
}
