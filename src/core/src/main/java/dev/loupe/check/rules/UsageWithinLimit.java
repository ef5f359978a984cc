package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The output is within the requested limit. Where a probe of the limit shows that it has no effect, that is the finding. */
@CheckDescription(
        id = "usage.within-limit",
        level = Level.MUST,
        truth = "completion_tokens is at most max_completion_tokens or max_tokens",
        source =
                "measured: 168 of 168 responses (2,788 recorded exchanges of the reference implementation, March 2025); the published description of both parameters",
        why = "callers bound the cost of a call with the limit",
        fix = "stop at the limit, with finish_reason length")
final class UsageWithinLimit implements RunCheck<UsageWithinLimit.Limited> {
    /** How many limits of servers are remembered that have no effect. */
    private static final int REMEMBERED = 20_000;

    /**
     * A response to a request with a limit.
     *
     * @param key digest of the server and the name of the limit
     * @param ignored whether it shows that the limit has no effect
     * @param alone the result if the limit has an effect elsewhere
     */
    record Limited(long key, boolean ignored, Result alone) {}

    @Override
    public @Nullable Limited factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return null;
        }
        boolean probe = RangeLimitHonoured.isAbout(observed.exchange().probed());
        Result alone = probe
                ? Result.notApplicable("a probe of a limit of 1; range.limit-honoured checks it")
                : alone(observed, completion);
        if (alone.equals(NO_LIMIT)) {
            return null;
        }
        String limit = StrictValues.isPresent(observed.request().path("max_completion_tokens"))
                ? "max_completion_tokens"
                : "max_tokens";
        boolean ignored = probe && RangeLimitHonoured.of(observed) instanceof Result.Violated;
        return new Limited(JsonDigest.of(observed.server(), limit), ignored, alone);
    }

    @Override
    public Class<Limited> factType() {
        return Limited.class;
    }

    @Override
    public Comparison<Limited> start() {
        return new IgnoredLimits();
    }

    /** The limits that have no effect. */
    private static final class IgnoredLimits implements Comparison<Limited> {
        private final EarliestKeys<Long, Limited> ignored = EarliestKeys.firsts(REMEMBERED);

        @Override
        public void add(Occurrence<Limited> occurrence) {
            if (occurrence.fact().ignored()) {
                ignored.add(occurrence.fact().key(), occurrence);
            }
        }

        @Override
        public Result of(Occurrence<Limited> occurrence) {
            Limited limited = occurrence.fact();
            return limited.alone() instanceof Result.Violated && ignored.firstBefore(limited.key(), occurrence) != null
                    ? Result.notApplicable(
                            "a probe shows that the limit has no effect; range.limit-honoured reports it")
                    : limited.alone();
        }

        @Override
        public Stream<Occurrence<Limited>> retained() {
            return ignored.retained();
        }
    }

    private static Result alone(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        long counted = usage.integer("completion_tokens");
        JsonNode request = observed.request();
        long limit = Math.max(
                StrictValues.integer(request.path("max_completion_tokens")),
                StrictValues.integer(request.path("max_tokens")));
        if (limit < 1 || counted < 0) {
            return NO_LIMIT;
        }
        if (!StrictValues.isPresent(request.path("max_completion_tokens"))) {
            // max_tokens limits the tokens of the completion; only max_completion_tokens includes reasoning by
            // definition
            long reasoning = StrictValues.integer(
                    usage.property("completion_tokens_details").path("reasoning_tokens"));
            counted -= Math.max(0, Math.min(reasoning, counted));
        }
        // the limit applies to each choice, the count to all of them
        limit *= Math.max(1, completion.choices().size());
        return counted <= limit
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(usage, "/usage/completion_tokens"),
                        "at most " + limit,
                        Long.toString(counted),
                        "completion_tokens is " + counted + " (limit is " + limit + ")"));
    }

    private static final Result NO_LIMIT =
            Result.notApplicable("the request has no limit, or completion_tokens is absent");
}
