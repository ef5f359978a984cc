package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.StatedRejection;
import java.util.Optional;

/** Forbidden values are not accepted, also by providers that do not document a rejection. */
final class RangeAcceptsOnlyInside implements ForbiddenValueCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "range.accepts-only-inside",
            Level.SHOULD,
            "a value that the contract forbids is not accepted, where the provider does not document that it rejects",
            "the corrected contract, at the location that the probe names; the provider profile does not say that such values are rejected, hence SHOULD",
            "a caller does not notice that the value was clamped or ignored",
            "reject the value with a 4xx that names it, or widen the contract");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Optional<Result> notJudged(ParsedExchange observed) {
        return StatedRejection.of(observed) ? Optional.of(REJECTS) : Optional.empty();
    }

    private static final Result REJECTS =
            Result.notApplicable("the provider documents that it rejects such values; range.rejects-outside checks it");
}
