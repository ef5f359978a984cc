package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** An error is not a success. */
final class ErrorNot200 implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.not-200",
            Level.MUST,
            "an error body never comes with status 200",
            "derived: HTTP semantics, RFC 9110 section 15.3: 2xx means that the request was understood and accepted",
            "clients look at the status first, and take the error for an empty answer",
            "send a 4xx or 5xx status with every error");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        int status = observed.status();
        if (observed.answer() instanceof ParsedResponse.None none) {
            return Result.notApplicable(none.why());
        }
        if (observed.answer() instanceof ParsedCompletion completion && completion.streamed()) {
            return STREAM;
        }
        if (status == 0) {
            return NOT_RECORDED;
        }
        if (!(observed.answer() instanceof ParsedResponse.Failed failed)) {
            return Result.passed();
        }
        return status >= 300
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.status(),
                        "a 4xx or 5xx",
                        Integer.toString(status),
                        "an error comes as a success: " + StrictValues.shown(failed.body())));
    }

    private static final Result STREAM = Result.notApplicable("a stream, whose status is sent before it fails");
    private static final Result NOT_RECORDED = Result.notRecorded("no status was recorded");
}
