package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.StatedRejection;
import java.util.Optional;

@CheckDescription(
        id = "range.rejects-outside",
        level = Level.MUST,
        truth = "a value that the contract forbids gets 4xx, where the provider documents that it rejects",
        source =
                "the corrected contract, at the location that the probe names; the provider profile (providers/*.yaml) states whether such values are rejected",
        why = "when the value is clamped or ignored, the response is not for the request that was sent",
        fix = "reject the value with a 4xx that names it, or widen the contract")
final class RangeRejectsOutside implements ForbiddenValueCheck {
    @Override
    public Optional<Result> notJudged(ParsedExchange observed) {
        return StatedRejection.of(observed)
                ? Optional.empty()
                : Optional.of(
                        Result.notApplicable(
                                "the provider does not document that it rejects such values; range.accepts-only-inside checks it"));
    }
}
