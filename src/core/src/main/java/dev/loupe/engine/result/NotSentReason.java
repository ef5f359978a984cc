package dev.loupe.engine.result;

import java.time.Duration;
import java.util.Locale;
import org.apiguardian.api.API;

/** Why a planned request was not sent. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface NotSentReason {
    /** The run was stopped: by a person, or because the endpoint was lost. */
    record Stopped() implements NotSentReason {}

    /** The number of requests is limited. */
    record RequestLimit(int limit) implements NotSentReason {}

    /**
     * The cost is limited, and the highest possible cost of the request would exceed the limit.
     *
     * @param limit in US dollars
     */
    record CostLimit(double limit) implements NotSentReason {}

    /** The cost is limited, and neither a price nor the responses state what a request costs. */
    record CostUnknown() implements NotSentReason {}

    /** The time is limited. */
    record TimeLimit(Duration limit) implements NotSentReason {}

    /** The endpoint honours no limit of output tokens, and the requests before had as many. */
    record TokenLimit(long limit) implements NotSentReason {}

    /** The reason in words, without the name of an option: each caller has its own. */
    default String message() {
        return switch (this) {
            case Stopped stopped -> "the run was stopped";
            case RequestLimit(int limit) ->
                String.format(Locale.ROOT, "the limit of %,d request%s is reached", limit, limit == 1 ? "" : "s");
            case CostLimit(double limit) -> "the next request could exceed the cost limit of " + limit + " USD";
            case CostUnknown unknown -> "the cost is limited, and the responses do not report their cost";
            case TokenLimit(long limit) ->
                String.format(
                        Locale.ROOT,
                        "the endpoint honours no limit of output tokens, and %,d output tokens are reached",
                        limit);
            case TimeLimit(Duration limit) -> "the time limit of " + limit.toSeconds() + " s is reached";
        };
    }
}
