package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.StatedRejection;
import java.util.Optional;

@CheckDescription(
        id = "range.accepts-only-inside",
        level = Level.SHOULD,
        truth =
                "a value that the contract forbids is not accepted, where the provider does not document that it rejects",
        source =
                "the corrected contract, at the location that the probe names; the provider profile does not say that such values are rejected, hence SHOULD",
        why = "a caller does not notice that the value was clamped or ignored",
        fix = "reject the value with a 4xx that names it, or widen the contract")
final class RangeAcceptsOnlyInside implements ForbiddenValueCheck {
    @Override
    public Optional<Result> notJudged(ParsedExchange observed) {
        return StatedRejection.of(observed)
                ? Optional.of(Result.notApplicable(
                        "the provider documents that it rejects such values; range.rejects-outside checks it"))
                : Optional.empty();
    }
}
