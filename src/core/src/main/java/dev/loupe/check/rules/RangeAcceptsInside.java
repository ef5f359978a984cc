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
import dev.loupe.exchange.ProbeInfo.Says;

/** Allowed values are accepted. */
final class RangeAcceptsInside implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "range.accepts-inside",
            Level.MUST,
            "a value that the contract allows gets 2xx",
            "the corrected contract, at the location that the probe names",
            "a caller that follows the contract must not be rejected",
            "accept the value, or correct the range in the contract");

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
        if (probed.isAuthorization()) {
            return KEY;
        }
        if (probed.corrected() != Says.ALLOWED) {
            return FORBIDDEN;
        }
        if (!observed.context().hasProviderContract() && !isProtocol(probed)) {
            return OPTIONAL;
        }
        if (status < 400 || !RejectionStatus.isAboutTheRequest(status)) {
            return status < 300 ? Result.passed() : UNDECIDED;
        }
        return Result.violated(Violation.of(
                FindingLocation.request(probed.at().toString()),
                "2xx (" + probed.rule() + ")",
                Integer.toString(status),
                RejectionStatus.sent(probed) + " rejected with " + status + ", although allowed (" + probed.rule()
                        + ")"));
    }

    /** What every server of the protocol accepts: the plain request, and the same as a stream. */
    private static boolean isProtocol(ProbeInfo probed) {
        return probed.at().matches() || probed.at().toString().equals("/stream");
    }

    private static final Result OPTIONAL =
            Result.notApplicable("an optional part of the protocol, which no contract of the provider states");
    private static final Result NO_PROBE = Result.notApplicable("not a probe, or without response");
    private static final Result KEY = Result.notApplicable("a probe of the key; error.unauthorized checks it");
    private static final Result FORBIDDEN = Result.notApplicable("the contract forbids the value");
    private static final Result UNDECIDED = Result.notApplicable("the status is not about the value");
}
