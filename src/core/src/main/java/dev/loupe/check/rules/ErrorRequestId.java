package dev.loupe.check.rules;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Overload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@CheckDescription(
        id = "error.request-id",
        level = Level.SHOULD,
        truth = "an error has a request id, where the provider documents one",
        source =
                "each provider's documentation: x-request-id (OpenAI), x-inference-id and requestId (AI/ML API), in providers/*.yaml",
        why = "support needs it to find the request",
        fix = "send the request id with every response, also with errors")
final class ErrorRequestId implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedResponse.Failed failed)) {
            return Result.notApplicable("the response is not an error");
        }
        List<String> names = observed.dialect().requestIdHeaders();
        if (names.isEmpty()) {
            return Result.notApplicable("the provider profile documents no request id");
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
        if (Overload.isOverload(observed.status())) {
            return GATEWAY;
        }
        if (!headers.recorded() || isDropped(headers, names)) {
            return Result.notRecorded("the header was not recorded");
        }
        return Result.violated(Violation.of(
                FindingLocation.header(names.getFirst()),
                "a request id",
                "absent",
                "the error has no request id: header " + names.getFirst() + " is absent"));
    }

    /**
     * Whether the recorder dropped it: a server with a clock sends date with every response (RFC 9110, section 6.6.1), and none
     * exposes a header that it does not send.
     */
    private static boolean isDropped(HeaderFields headers, List<String> names) {
        String exposed =
                headers.first("access-control-expose-headers").orElse("").toLowerCase(Locale.ROOT);
        return headers.first("date").isEmpty() || names.stream().anyMatch(exposed::contains);
    }

    private static final Result GATEWAY = Result.notApplicable("the error is from a gateway in front of the provider");
}
