package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;

/** No request causes a server error. */
final class RangeNever5xx implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "range.never-5xx",
            Level.MUST,
            "no value in a request causes a 5xx",
            "RFC 9110 section 15.6: 5xx means that the server failed; overload (502, 503, 504, 529) is inconclusive",
            "clients retry a 5xx and operators are alerted, but an invalid request never succeeds",
            "validate the request before it is processed");

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
        if (Overload.isOverload(status)) {
            return OVERLOAD;
        }
        return status < 500
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.status(),
                        "2xx or 4xx",
                        Integer.toString(status),
                        "status " + status + " for " + RejectionStatus.sent(probed)));
    }

    private static final Result NO_PROBE = Result.notApplicable("not a probe, or without response");
    private static final Result OVERLOAD =
            Result.notApplicable("the server is overloaded: the status is not about the value");
}
