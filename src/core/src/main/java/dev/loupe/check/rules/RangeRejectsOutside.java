package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.StatedRejection;
import org.jspecify.annotations.Nullable;

/** Forbidden values are rejected, for that reason. */
final class RangeRejectsOutside implements RunCheck<ForbiddenValueOutcome> {
    private static final CheckInfo INFO = new CheckInfo(
            "range.rejects-outside",
            Level.MUST,
            "a value that the contract forbids gets 4xx, where the provider documents that it rejects",
            "the corrected contract, at the location that the probe names; the provider profile (providers/*.yaml) states whether such values are rejected",
            "when the value is clamped or ignored, the response is not for the request that was sent",
            "reject the value with a 4xx that names it, or widen the contract");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public @Nullable ForbiddenValueOutcome factOf(ParsedExchange observed) {
        return ForbiddenValueOutcome.of(observed, StatedRejection.of(observed) ? null : IGNORES);
    }

    @Override
    public Class<ForbiddenValueOutcome> factType() {
        return ForbiddenValueOutcome.class;
    }

    @Override
    public Comparison<ForbiddenValueOutcome> start() {
        return ForbiddenValueOutcome.comparison();
    }

    private static final Result IGNORES = Result.notApplicable(
            "the provider does not document that it rejects such values; range.accepts-only-inside checks it");
}
