package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.provider.ProviderDialect.Handling;
import org.jspecify.annotations.Nullable;

/** What the contract forbids is not taken in silence, also where nobody said that it would be rejected. */
final class RangeAcceptsOnlyInside implements RunCheck<ForbiddenValueOutcome> {
    private static final CheckInfo INFO = new CheckInfo(
            "range.accepts-only-inside",
            Level.SHOULD,
            "a value that the contract forbids is not accepted, where the provider does not say that it rejects",
            "the corrected contract, at the place that the probe names; providers/*.yaml says that it ignores such values, or nothing of them, hence SHOULD",
            "the contract says what is allowed; whoever wrote to it is not told that a value was clamped or ignored",
            "reject the value with a 4xx that names it, or widen the contract");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public @Nullable ForbiddenValueOutcome factOf(ParsedExchange observed) {
        return ForbiddenValueOutcome.of(observed, observed.dialect().invalid() == Handling.REJECTS ? REJECTS : null);
    }

    @Override
    public Comparison<ForbiddenValueOutcome> start() {
        return ForbiddenValueOutcome.comparison();
    }

    private static final Result REJECTS =
            Result.notApplicable("this provider says that it rejects such values; range.rejects-outside judges it");
}
