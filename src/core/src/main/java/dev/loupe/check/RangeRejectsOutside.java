package dev.loupe.check;

import dev.loupe.provider.Dialect.Handling;
import org.jspecify.annotations.Nullable;

/** What the contract forbids is rejected, and for that reason. */
final class RangeRejectsOutside implements RunCheck<Outside> {
    private static final CheckInfo INFO = new CheckInfo(
            "range.rejects-outside",
            Level.MUST,
            "a value that the contract forbids gets a 4xx, where the provider says that it rejects",
            "the corrected contract, at the place that the probe names; whether a provider rejects or ignores is in providers/*.yaml",
            "a value accepted, clamped or ignored gives an answer to another question than the one asked",
            "reject the value with a 4xx that names it, or widen the contract");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public @Nullable Outside factOf(Observed observed) {
        return Outside.of(observed, observed.dialect().invalid() == Handling.REJECTS ? null : IGNORES);
    }

    @Override
    public Comparison<Outside> start() {
        return Outside.comparison();
    }

    private static final Result IGNORES = Result.nothingToCheck(
            "this provider does not say that it rejects such values; range.accepts-only-inside judges it");
}
