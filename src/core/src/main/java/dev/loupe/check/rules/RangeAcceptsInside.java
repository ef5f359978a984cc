package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "range.accepts-inside",
        level = Level.MUST,
        truth = "a value that the contract allows gets 2xx",
        source = "the corrected contract, at the location that the probe names",
        why = "a caller that follows the contract must not be rejected",
        fix = "accept the value, or correct the range in the contract")
final class RangeAcceptsInside implements ProbeCheck {
    private static final int NOT_FOUND = 404;

    /** 404 also means another path, so it rejects the value only if the control probe was accepted. */
    @Override
    public Result compared(ProbeFact outcome, @Nullable ProbeFact control) {
        boolean folded = control == null ? outcome.status() == NOT_FOUND : !control.accepted();
        return folded && outcome.alone() instanceof Result.Violated
                ? Result.notApplicable(
                        "the control probe, without the value, is rejected too: the value is not the reason")
                : outcome.alone();
    }

    @Override
    public Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (probed.testsHeaders()) {
            return Result.notApplicable(
                    "a probe of headers; error.unauthorized, error.key-form and error.media-type check it");
        }
        if (probed.corrected() != Permission.ALLOWED) {
            return Result.notApplicable("the contract forbids the value");
        }
        String at = probed.at().toString();
        boolean optional = !observed.context().hasProviderContract() && !isProtocol(probed);
        if (optional && !observed.request().at(probed.at()).isNumber()) {
            return Result.notApplicable("an optional part of the protocol, which no contract of the provider states");
        }
        boolean missing = status == NOT_FOUND && !at.isEmpty() && !at.equals("/model");
        if (status < 400 || !(missing || RejectionStatus.isAboutTheRequest(status))) {
            return status < 300 ? Result.passed() : Result.notApplicable("the status is not about the value");
        }
        Violation violation = Violation.of(
                FindingLocation.request(at),
                "2xx (" + probed.rule() + ")",
                Integer.toString(status),
                RejectionStatus.sent(probed) + " rejected with " + status + ", although allowed (" + probed.rule()
                        + ")");
        // the context of a model has an end, which no schema states
        boolean isLength = probed.probe().equals(ProbeInfo.LONG_INPUT);
        if (optional) {
            return Result.violated(violation.atMost(Level.INFO));
        }
        return Result.violated(isLength ? violation.atMost(Level.SHOULD) : violation);
    }

    /** What every server of the protocol accepts: the plain request, and the same as a stream. */
    private static boolean isProtocol(ProbeInfo probed) {
        return probed.at().matches() || probed.at().toString().equals("/stream");
    }
}
