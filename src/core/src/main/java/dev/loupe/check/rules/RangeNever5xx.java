package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "range.never-5xx",
        level = Level.MUST,
        truth = "no value in a request causes a 5xx",
        source =
                "RFC 9110 section 15.6: 5xx means that the server failed; overload (502, 503, 504, 529) is inconclusive",
        why = "clients retry a 5xx and operators are alerted, but an invalid request never succeeds",
        fix = "validate the request before it is processed")
final class RangeNever5xx implements ProbeCheck {
    @Override
    public Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (Overload.isOverload(status)) {
            return Result.notApplicable("the server is overloaded: the status is not about the value");
        }
        if (observed.exchange().transport().endedServer()) {
            return Result.notApplicable("the server ended too, which transport.survives reports with the status");
        }
        return status < 500 ? Result.passed() : violated(probed, status);
    }

    /** At the location that the probe names, so that each location is a finding of its own, as are requests in parallel. */
    private static Result violated(ProbeInfo probed, int status) {
        return Result.violated(Violation.of(
                probed.at().matches() && !isInParallel(probed)
                        ? FindingLocation.status()
                        : FindingLocation.request(probed.at().toString()),
                "2xx or 4xx",
                Integer.toString(status),
                "status " + status + " for " + sent(probed)));
    }

    private static boolean isInParallel(ProbeInfo probed) {
        return probed.probe().equals(ProbeInfo.IN_PARALLEL);
    }

    private static String sent(ProbeInfo probed) {
        if (isInParallel(probed)) {
            return "a request while others are in flight, and not when it is sent again alone";
        }
        String sent = RejectionStatus.sent(probed);
        return sent.isEmpty() ? "this request" : sent;
    }

    @Override
    public Result compared(ProbeFact outcome, @Nullable ProbeFact control) {
        boolean controlFailed = control != null && isServerError(control.status());
        return controlFailed && isServerError(outcome.status())
                ? Result.notApplicable("the control probe, without the value, fails too: the value is not the reason")
                : outcome.alone();
    }

    private static boolean isServerError(int status) {
        return status >= 500 && !Overload.isOverload(status);
    }
}
