package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

@CheckDescription(
        id = "error.not-200",
        level = Level.MUST,
        truth = "an error never comes with status 200, as the body or as the text of a message",
        source =
                "derived: HTTP semantics, RFC 9110 section 15.3: 2xx means that the request was understood and accepted; measured: none of 2,242 texts of some 30 providers is an error in JSON (SHOULD, since a model can write one)",
        why = "clients check the status first and treat the error as an empty response",
        fix = "send a 4xx or 5xx status with every error")
final class ErrorNot200 implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        int status = observed.status();
        if (observed.response() instanceof ParsedResponse.None none) {
            return Result.notApplicable(none.reason().text());
        }
        if (observed.response() instanceof ParsedCompletion completion) {
            Violation inText = ErrorText.find(observed, completion);
            if (inText != null) {
                return Result.violated(inText);
            }
            if (completion.streamed()) {
                return Result.notApplicable("a stream, whose status is sent before an error occurs");
            }
        }
        if (status == 0) {
            return Result.notRecorded("the status was not recorded");
        }
        if (!(observed.response() instanceof ParsedResponse.Failed failed)) {
            JsonNode error = observed.response() instanceof ParsedCompletion completion
                    ? completion.body().path("error")
                    : MissingNode.getInstance();
            return error.isObject() && !error.isEmpty() ? violated(status, error) : Result.passed();
        }
        return status >= 300 ? Result.passed() : violated(status, failed.body());
    }

    /** Whether the response is an error with a success status: nothing else about its body is a finding. */
    static boolean reports(ParsedExchange observed) {
        return observed.response() instanceof ParsedResponse.Failed
                && observed.status() >= 200
                && observed.status() < 300;
    }

    private static Result violated(int status, JsonNode error) {
        return Result.violated(Violation.of(
                FindingLocation.status(),
                "4xx or 5xx",
                Integer.toString(status),
                "an error has status " + status + ": " + StrictValues.shown(error)));
    }
}
