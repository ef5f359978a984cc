package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.StatedRejection;
import java.util.Optional;

/** Forbidden values are rejected, for that reason. */
final class RangeRejectsOutside implements ForbiddenValueCheck {
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
    public Optional<Result> notJudged(ParsedExchange observed) {
        return StatedRejection.of(observed) ? Optional.empty() : Optional.of(IGNORES);
    }

    private static final Result IGNORES = Result.notApplicable(
            "the provider does not document that it rejects such values; range.accepts-only-inside checks it");
}
