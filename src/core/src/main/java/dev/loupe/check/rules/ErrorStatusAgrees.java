package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import java.util.Optional;

@CheckDescription(
        id = "error.status-agrees",
        level = Level.MUST,
        truth = "the status in an error body is the HTTP status, and no completion has the status of an error",
        source = "derived: the property is documented as the HTTP status code",
        why = "callers that read the body and callers that read the HTTP status behave differently",
        fix = "write the HTTP status that is sent into the body")
final class ErrorStatusAgrees implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedResponse.Failed failed)) {
            return Result.notApplicable("the response is not an error");
        }
        if (observed.exchange().reply() instanceof Reply.Answered
                && !failed.body().path("choices").isEmpty()
                && failed.body().path("error").isMissingNode()) {
            return Result.violated(Violation.of(
                    FindingLocation.status(),
                    "200",
                    Integer.toString(observed.status()),
                    "a completion has status " + observed.status()));
        }
        Optional<JsonPointer> at = observed.dialect().errors().status();
        if (at.isEmpty()) {
            return NO_STATUS;
        }
        JsonNode value = failed.body().at(at.get());
        long inBody = value.isTextual() ? digits(value.textValue()) : StrictValues.integer(value);
        if (inBody < 100 || inBody > 599) {
            return NO_STATUS;
        }
        if (observed.status() < 400) {
            return observed.status() == 0 ? Result.notRecorded("the status was not recorded") : NO_STATUS;
        }
        if (inBody == observed.status()) {
            return Result.passed();
        }
        Violation differs = Violation.of(
                FindingLocation.body(at.get().toString()),
                Integer.toString(observed.status()),
                StrictValues.shown(value),
                "the error body has status " + StrictValues.shown(value) + ", the HTTP status is " + observed.status());
        boolean documented = !observed.dialect().errors().required().isEmpty();
        return Result.violated(documented ? differs : differs.atMost(Level.SHOULD));
    }

    private static final Result NO_STATUS =
            Result.notApplicable("the error body has no status, or the HTTP status is not one of an error");

    /** Some providers send the status as a string. */
    private static long digits(String text) {
        if (text.length() != 3) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
