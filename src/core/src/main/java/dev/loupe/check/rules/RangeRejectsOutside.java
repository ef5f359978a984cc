package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.provider.ProviderDialect.Handling;
import org.jspecify.annotations.Nullable;

/** What the contract forbids is rejected, and for that reason. */
final class RangeRejectsOutside implements RunCheck<ForbiddenValueOutcome> {
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
    public @Nullable ForbiddenValueOutcome factOf(ParsedExchange observed) {
        return ForbiddenValueOutcome.of(observed, observed.dialect().invalid() == Handling.REJECTS ? null : IGNORES);
    }

    @Override
    public Comparison<ForbiddenValueOutcome> start() {
        return ForbiddenValueOutcome.comparison();
    }

    private static final Result IGNORES = Result.notApplicable(
            "this provider does not say that it rejects such values; range.accepts-only-inside judges it");
}
