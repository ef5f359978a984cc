package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "error.media-type",
        level = Level.INFO,
        truth = "a request body with content-type text/plain is rejected",
        source =
                "RFC 9110 section 15.5.16: 415 for content in an unsupported format; the contract declares application/json. A server may accept more than it declares, hence INFO",
        why =
                "a page in a browser can send text/plain to another site without a preflight request, also to a server on the same machine",
        fix = "reject a body whose content-type is not application/json with 415")
final class ErrorMediaType implements ProbeCheck {
    @Override
    public Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (!probed.probe().equals(ProbeInfo.BODY_AS_TEXT)) {
            return Result.notApplicable("no body was sent with another content-type");
        }
        if (status >= 300) {
            return RejectionStatus.isAboutTheRequest(status) ? Result.passed() : UNDECIDED;
        }
        if (ErrorNot200.reports(observed)) {
            return UNDECIDED;
        }
        return Result.violated(Violation.of(
                FindingLocation.request(""),
                "415",
                Integer.toString(status),
                "a request body with content-type text/plain is accepted"));
    }

    @Override
    public Result compared(ProbeFact outcome, @Nullable ProbeFact control) {
        boolean rejected = outcome.alone() instanceof Result.Passed;
        return rejected && control != null && !control.accepted()
                ? Result.notApplicable("the same request as application/json is rejected too")
                : outcome.alone();
    }

    private static final Result UNDECIDED = Result.notApplicable("the status is not about the content-type");
}
