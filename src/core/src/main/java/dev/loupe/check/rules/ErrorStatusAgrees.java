package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.Optional;

/** An error tells one status. */
final class ErrorStatusAgrees implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.status-agrees",
            Level.MUST,
            "a status inside an error body is the HTTP status",
            "derived: the member is documented as the HTTP status code",
            "callers that decide by the body and callers that decide by the status do different things",
            "write the status that is sent");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedResponse.Failed failed)) {
            return NO_ERROR;
        }
        Optional<JsonPointer> at = observed.dialect().errors().status();
        if (at.isEmpty()) {
            return UNSTATED;
        }
        JsonNode value = failed.body().at(at.get());
        long said = value.isTextual() ? digits(value.textValue()) : StrictValues.whole(value);
        if (said < 100 || said > 599) {
            return UNSTATED;
        }
        if (observed.status() < 400) {
            return observed.status() == 0 ? NOT_RECORDED : UNSTATED;
        }
        return said == observed.status()
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.body(at.get().toString()),
                        Integer.toString(observed.status()),
                        StrictValues.shown(value),
                        "the body tells another status than the answer"));
    }

    private static final Result NO_ERROR = Result.notApplicable("the answer is no error");
    private static final Result UNSTATED =
            Result.notApplicable("the body tells no status, or the HTTP status is not that of an error");
    private static final Result NOT_RECORDED = Result.notRecorded("no status was recorded");

    /** Some print the status as text. */
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
