package dev.loupe.check.rules;

import dev.loupe.chat.StrictValues;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;

@CheckDescription(
        id = "schema.documented-status",
        level = Level.SHOULD,
        truth = "status and media type of a response are documented",
        source =
                "OpenAPI 3.0, Responses Object: expected to cover a successful response and any known errors, hence SHOULD",
        why = "callers cannot handle responses that are not documented",
        fix = "document the response, including errors")
final class SchemaDocumentedStatus implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !observed.hasSchema()) {
            return Result.notApplicable("no contract of the provider, or it does not have the operation");
        }
        int status = observed.status();
        if (status == 0) {
            return Result.notRecorded("the status was not recorded");
        }
        if (Overload.isOverload(status)) {
            return Result.notApplicable("the server is overloaded: the status is not about the contract");
        }
        boolean stream = observed.exchange().reply() instanceof Reply.Streamed;
        String mediaType = observed.headers().mediaType().orElse(stream ? "text/event-stream" : "application/json");
        return conformance.documents(mediaType)
                ? Result.passed()
                : Result.violated(new Violation(
                        FindingLocation.status(),
                        "a documented response",
                        status + " " + StrictValues.quoted(mediaType),
                        "status " + status + " with " + mediaType + " is not documented",
                        Attribution.SPEC));
    }
}
