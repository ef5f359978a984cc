package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "error.key-form",
        level = Level.SHOULD,
        truth = "a key is accepted only as Authorization: Bearer KEY",
        source =
                "RFC 6750 section 2.1 and RFC 9110 section 11.6.2: credentials have a scheme; some providers document another header, hence SHOULD",
        why =
                "a caller that sends the key in the wrong form fails at the next provider, and proxies that hide Authorization show the key",
        fix = "reject a key without the scheme Bearer, and one in another header, with 401")
final class ErrorKeyForm implements ProbeCheck {
    @Override
    public Result compared(ProbeFact outcome, @Nullable ProbeFact withoutKey) {
        return outcome.alone() instanceof Result.Violated && withoutKey != null && withoutKey.accepted()
                ? Result.notApplicable("a request without a key is accepted too; error.unauthorized reports it")
                : outcome.alone();
    }

    @Override
    public Result alone(ParsedExchange observed, ProbeInfo probed, int status) {
        if (!probed.sendsKeyInOtherForm()) {
            return Result.notApplicable("no key in another form was sent");
        }
        if (status >= 300) {
            return Overload.isOverload(status) || status >= 500
                    ? Result.notApplicable("the status is not about the key")
                    : Result.passed();
        }
        boolean noScheme = probed.probe().equals(ProbeInfo.KEY_WITHOUT_SCHEME);
        return Result.violated(Violation.of(
                FindingLocation.request(""),
                "401",
                Integer.toString(status),
                noScheme
                        ? "a key without the scheme Bearer is accepted"
                        : "a key in the header X-Api-Key is accepted"));
    }
}
