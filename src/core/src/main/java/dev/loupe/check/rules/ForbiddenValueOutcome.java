package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Says;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a value that the contract forbids: accepted, or rejected because of the value. A server that rejects the control
 * probe, which has no such value, did not reject the value. Measured on other tools: 60 of 65 "rejected" results had another cause.
 *
 * @param accepted whether it got a 2xx
 * @param twin id of the control probe that must have been accepted for a rejection to count
 * @param alone the result if the control probe was accepted
 */
record ForbiddenValueOutcome(boolean accepted, String twin, Result alone) implements ControlProbes.Outcome {
    /**
     * The outcome of a probe; null when the exchange is not a probe, or got no response.
     *
     * @param notJudged why the check does not apply to this provider; null when it applies
     */
    static @Nullable ForbiddenValueOutcome of(ParsedExchange observed, @Nullable Result notJudged) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || status == 0) {
            return null;
        }
        Result alone = probed.corrected() != Says.FORBIDDEN
                ? ALLOWED
                : notJudged != null ? notJudged : alone(observed, probed, status);
        return new ForbiddenValueOutcome(status >= 200 && status < 300, probed.twin(), alone);
    }

    private static Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (status >= 400) {
            if (!RejectionStatus.isAboutTheRequest(status)) {
                return UNDECIDED;
            }
            return namesAnother(observed, probed.at()) ? OTHER_REASON : Result.passed();
        }
        return status >= 300
                ? UNDECIDED
                : Result.violated(Violation.of(
                        FindingLocation.request(probed.at().toString()),
                        "4xx (" + probed.rule() + ")",
                        Integer.toString(status),
                        RejectionStatus.sent(probed) + " accepted (" + probed.rule() + ")"
                                + (probed.published() == Says.ALLOWED
                                        ? "; only the corrected contract forbids it"
                                        : "")));
    }

    /** Whether the error names another parameter as the cause, {@code "param": "messages"}. */
    private static boolean namesAnother(ParsedExchange observed, JsonPointer at) {
        if (!(observed.response() instanceof ParsedResponse.Failed failed) || at.matches()) {
            return false;
        }
        String param = StrictValues.textOrEmpty(failed.body().path("error").path("param"));
        String names = at + "/";
        return !param.isBlank()
                && Arrays.stream(param.split("[^A-Za-z_]+")).noneMatch(name -> names.contains("/" + name + "/"));
    }

    /** Compares with the outcome of the control probe. */
    static RunCheck.Comparison<ForbiddenValueOutcome> comparison() {
        return new ControlProbes<>((outside, control) -> {
            boolean rejected = outside.alone() instanceof Result.Passed;
            return rejected && control != null && !control ? CONTROL_REJECTED : outside.alone();
        });
    }

    private static final Result ALLOWED = Result.notApplicable("the contract allows the value");
    private static final Result UNDECIDED = Result.notApplicable("the status is not about the value");
    private static final Result OTHER_REASON =
            Result.notApplicable("rejected for another reason: the error names another parameter");
    private static final Result CONTROL_REJECTED =
            Result.notApplicable("the control probe, without the value, is rejected too: the value is not the reason");
}
