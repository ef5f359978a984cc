package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.HeaderFields;
import java.util.List;
import java.util.Optional;

/** An error can be looked up. */
final class ErrorRequestId implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.request-id",
            Level.SHOULD,
            "an error names its request, where the provider documents that it does",
            "each provider's documentation: x-request-id (OpenAI), x-inference-id and requestId (AI/ML API), in providers/*.yaml",
            "support asks for it",
            "send the request id with every answer, errors first of all");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedResponse.Failed failed)) {
            return NO_ERROR;
        }
        List<String> names = observed.dialect().requestIdHeaders();
        if (names.isEmpty()) {
            return UNSTATED;
        }
        if (!failed.body().isObject() && ErrorShape.isOfAGateway(observed)) {
            return GATEWAY;
        }
        HeaderFields headers = observed.headers();
        for (String name : names) {
            if (headers.first(name).isPresent()) {
                return Result.passed();
            }
        }
        Optional<JsonPointer> at = observed.dialect().errors().requestId();
        if (at.isPresent()
                && !StrictValues.textOrEmpty(failed.body().at(at.get())).isEmpty()) {
            return Result.passed();
        }
        if (!headers.recorded()) {
            return NOT_RECORDED;
        }
        return Result.violated(Violation.of(
                FindingLocation.header(names.getFirst()),
                "the id of the request",
                "nothing",
                "the error does not name its request"));
    }

    private static final Result NO_ERROR = Result.notApplicable("the answer is no error");
    private static final Result UNSTATED = Result.notApplicable("this provider claims no request id");
    private static final Result GATEWAY =
            Result.notApplicable("whatever stands before the provider answers such an error");
    private static final Result NOT_RECORDED = Result.notRecorded("no headers were recorded");
}
