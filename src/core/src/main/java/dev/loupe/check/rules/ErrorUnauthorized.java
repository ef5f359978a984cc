package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.KnownDeviations.Deviation;

@CheckDescription(
        id = "error.unauthorized",
        level = Level.MUST,
        truth = "a request with a missing or wrong key gets 401 and no stream",
        source =
                "RFC 9110 section 15.5.2; every profiled provider documents 401 for a missing or wrong key; servers for a machine of one's own need none unless it is configured (SHOULD, also at unknown hosts)",
        why = "clients recognise a wrong key by 401; a stream that opens first hides it",
        fix = "check the key before the response starts")
final class ErrorUnauthorized implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        int status = observed.status();
        ProbeInfo probed = observed.exchange().probed();
        boolean badKey = probed != null && probed.isAuthorization() && !probed.sendsKeyInOtherForm();
        if (!badKey && status != 401) {
            return Result.notApplicable("the key was not missing or wrong");
        }
        if (status == 0) {
            return Result.notRecorded("the status was not recorded");
        }
        if (status == 401) {
            return observed.exchange().reply() instanceof Reply.Streamed
                    ? Result.violated(Violation.of(
                            FindingLocation.stream(),
                            "a non-streaming error",
                            "a stream",
                            "status 401 with a stream, expected a non-streaming error"))
                    : Result.passed();
        }
        boolean undecided = Overload.isOverload(status) || status >= 500;
        return undecided
                ? Result.notApplicable("the status is not about the key")
                : Result.violated(Violation.of(
                                FindingLocation.status(),
                                "401",
                                Integer.toString(status),
                                "status " + status + " for a missing or wrong key, expected 401")
                        .atMost(observed.levelOf(Deviation.KEY_NOT_401)));
    }
}
