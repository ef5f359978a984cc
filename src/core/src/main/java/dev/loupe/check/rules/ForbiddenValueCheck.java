package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A check of a value that the contract forbids: accepted, or rejected because of the value. A server that rejects the control
 * probe, which has no such value, did not reject the value. Measured on other tools: 60 of 65 "rejected" results had another cause.
 */
interface ForbiddenValueCheck extends ProbeCheck {
    /** Why the check does not apply to this provider; empty when it applies. */
    Optional<Result> notJudged(ParsedExchange observed);

    @Override
    default Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        return probed.corrected() != Permission.FORBIDDEN
                ? ALLOWED
                : notJudged(observed).orElseGet(() -> outcome(observed, probed, status));
    }

    @Override
    default Result compared(ProbeFact outcome, @Nullable ProbeFact control) {
        boolean rejected = outcome.alone() instanceof Result.Passed;
        return rejected && control != null && !control.accepted() ? CONTROL_REJECTED : outcome.alone();
    }

    private static Result outcome(ParsedExchange observed, ProbeInfo probed, int status) {
        if (status >= 400) {
            if (!RejectionStatus.isAboutTheRequest(status)) {
                return UNDECIDED;
            }
            return namesAnother(observed, probed.at()) ? OTHER_REASON : Result.passed();
        }
        if (ErrorNot200.reports(observed)) {
            return ERROR;
        }
        return status >= 300
                ? UNDECIDED
                : Result.violated(Violation.of(
                        FindingLocation.request(probed.at().toString()),
                        "4xx (" + probed.rule() + ")",
                        Integer.toString(status),
                        RejectionStatus.sent(probed) + " accepted (" + probed.rule() + ")"
                                + (probed.published() == Permission.ALLOWED
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

    Result ALLOWED = Result.notApplicable("the contract allows the value");
    Result UNDECIDED = Result.notApplicable("the status is not about the value");
    Result ERROR = Result.notApplicable("rejected by an error with a success status; error.not-200 reports it");
    Result OTHER_REASON = Result.notApplicable("rejected for another reason: the error names another parameter");
    Result CONTROL_REJECTED =
            Result.notApplicable("the control probe, without the value, is rejected too: the value is not the reason");
}
