package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;

/** A mistake of the caller is not a crash. */
final class RangeNever5xx implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "range.never-5xx",
            Level.MUST,
            "no value in a request makes a 5xx",
            "RFC 9110 section 15.6: 5xx means that the server erred; overload (503, 504, 529) is inconclusive",
            "a 5xx is tried again, and pages somebody; a mistake in a request will not go away",
            "check the request before it is used");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || status == 0) {
            return NO_PROBE;
        }
        if (status == 503 || status == 504 || status == 529) {
            return OVERLOAD;
        }
        return status < 500
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.status(),
                        "a 2xx or 4xx",
                        Integer.toString(status),
                        "the server failed on " + RejectionStatus.sent(probed)));
    }

    private static final Result NO_PROBE = Result.notApplicable("not a probe, or not answered");
    private static final Result OVERLOAD = Result.notApplicable("overload says nothing about the value");
}
