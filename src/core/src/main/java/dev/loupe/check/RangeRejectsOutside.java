package dev.loupe.check;

import dev.loupe.exchange.Place;
import dev.loupe.exchange.Probed;
import dev.loupe.exchange.Probed.Says;
import dev.loupe.provider.Dialect.Handling;

/** What the contract forbids is rejected. */
final class RangeRejectsOutside implements ExchangeCheck {
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
    public Result on(Observed observed) {
        Probed probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || status == 0) {
            return NO_PROBE;
        }
        if (probed.corrected() != Says.FORBIDDEN) {
            return ALLOWED;
        }
        if (observed.dialect().invalid() != Handling.REJECTS) {
            return IGNORES;
        }
        if (status >= 400) {
            return Refusal.isRefusal(status) ? Result.held() : UNDECIDED;
        }
        return status >= 300
                ? UNDECIDED
                : Result.broken(Violation.of(
                        Place.request(probed.at().toString()),
                        "a 4xx: " + probed.rule(),
                        Integer.toString(status),
                        Refusal.sent(probed) + " is forbidden and was accepted, clamped or ignored"));
    }

    private static final Result NO_PROBE = Result.nothingToCheck("not a probe, or not answered");
    private static final Result ALLOWED = Result.nothingToCheck("the contract allows the value");
    private static final Result IGNORES =
            Result.nothingToCheck("this provider does not say that it rejects such values");
    private static final Result UNDECIDED = Result.nothingToCheck("the answer says nothing about the value");
}
