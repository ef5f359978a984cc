package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import org.jspecify.annotations.Nullable;

/** A key is accepted in one form. */
final class ErrorKeyForm implements RunCheck<ErrorKeyForm.Outcome> {
    private static final CheckInfo INFO = new CheckInfo(
            "error.key-form",
            Level.SHOULD,
            "a key is accepted only as Authorization: Bearer KEY",
            "RFC 6750 section 2.1 and RFC 9110 section 11.6.2: credentials have a scheme; some providers document another header, hence SHOULD",
            "a caller that sends the key in the wrong form fails at the next provider, and proxies that hide Authorization show the key",
            "reject a key without the scheme Bearer, and one in another header, with 401");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /**
     * The outcome of a probe of the key.
     *
     * @param accepted whether it got a 2xx
     * @param twin id of the probe without a key: where that is accepted, the server requires no key
     */
    record Outcome(boolean accepted, String twin, Result alone) implements ControlProbes.Outcome {}

    @Override
    public @Nullable Outcome factOf(ParsedExchange observed) {
        ProbeInfo probed = observed.exchange().probed();
        int status = observed.status();
        if (probed == null || !probed.isAuthorization() || status == 0) {
            return null;
        }
        boolean accepted = status >= 200 && status < 300;
        return new Outcome(accepted, probed.twin(), alone(probed, status));
    }

    @Override
    public Class<Outcome> factType() {
        return Outcome.class;
    }

    @Override
    public Comparison<Outcome> start() {
        return new ControlProbes<>(
                (outcome, withoutKey) -> withoutKey != null && withoutKey ? NO_KEY_REQUIRED : outcome.alone());
    }

    private static Result alone(ProbeInfo probed, int status) {
        if (!probed.sendsKeyInOtherForm()) {
            return USUAL;
        }
        if (status >= 300) {
            return Overload.isOverload(status) || status >= 500 ? UNDECIDED : Result.passed();
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

    private static final Result USUAL = Result.notApplicable("no key in another form was sent");
    private static final Result NO_KEY_REQUIRED =
            Result.notApplicable("a request without a key is accepted too; error.unauthorized reports it");
    private static final Result UNDECIDED = Result.notApplicable("the status is not about the key");
}
