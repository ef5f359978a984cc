package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

/** No request causes a server error. */
final class RangeNever5xx implements RunCheck<RangeNever5xx.Outcome> {
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

    /**
     * The outcome of a probe.
     *
     * @param accepted whether the status is no server error
     * @param twin id of the control probe: where that fails too, it has the finding
     * @param alone the result if the control probe did not fail
     */
    record Outcome(boolean accepted, String twin, Result alone) implements ControlProbes.Outcome {}

    @Override
    public @Nullable Outcome factOf(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || status == 0) {
            return null;
        }
        if (Overload.isOverload(status)) {
            return new Outcome(true, probed.twin(), OVERLOAD);
        }
        return status < 500
                ? new Outcome(true, probed.twin(), Result.passed())
                : new Outcome(false, probed.twin(), violated(probed, status));
    }

    /** At the location that the probe names, so that each location is a finding of its own. */
    private static Result violated(ProbeInfo probed, int status) {
        return Result.violated(Violation.of(
                probed.at().matches()
                        ? FindingLocation.status()
                        : FindingLocation.request(probed.at().toString()),
                "2xx or 4xx",
                Integer.toString(status),
                "status " + status + " for " + RejectionStatus.sent(probed)));
    }

    @Override
    public Class<Outcome> factType() {
        return Outcome.class;
    }

    @Override
    public Comparison<Outcome> start() {
        return new ControlProbes<>((outcome, controlPassed) ->
                !outcome.accepted() && Boolean.FALSE.equals(controlPassed) ? CONTROL_FAILED : outcome.alone());
    }

    private static final Result OVERLOAD =
            Result.notApplicable("the server is overloaded: the status is not about the value");
    private static final Result CONTROL_FAILED =
            Result.notApplicable("the control probe, without the value, fails too: the value is not the reason");
}
