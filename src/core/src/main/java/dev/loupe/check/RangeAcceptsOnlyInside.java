package dev.loupe.check;

import dev.loupe.provider.Dialect.Handling;
import org.jspecify.annotations.Nullable;

/** What the contract forbids is not taken in silence, also where nobody said that it would be rejected. */
final class RangeAcceptsOnlyInside implements RunCheck<Outside> {
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
    public @Nullable Outside factOf(Observed observed) {
        return Outside.of(observed, observed.dialect().invalid() == Handling.REJECTS ? REJECTS : null);
    }

    @Override
    public Comparison<Outside> start() {
        return Outside.comparison();
    }

    private static final Result REJECTS =
            Result.nothingToCheck("this provider says that it rejects such values; range.rejects-outside judges it");
}
