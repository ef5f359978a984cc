package dev.loupe.check.rules;

import dev.loupe.chat.StrictValues;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import java.util.Locale;

/** The contract knows the answer. */
final class SchemaDocumentedStatus implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.documented-status",
            Level.SHOULD,
            "the status and the media type of an answer are documented",
            "OpenAPI 3.0, Responses Object: expected to cover a successful response and any known errors, hence SHOULD",
            "callers cannot prepare for answers that nobody told them of",
            "document the answer, errors included");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance obedience = observed.obedience();
        if (obedience == null || !obedience.hasOperation()) {
            return NO_CONTRACT;
        }
        int status = observed.status();
        if (status == 0) {
            return NOT_RECORDED;
        }
        if (status == 429 || status == 503 || status == 529) {
            return UNDECIDED;
        }
        boolean stream = observed.exchange().reply() instanceof Reply.Streamed;
        String mediaType = observed.headers()
                .first("content-type")
                .map(SchemaDocumentedStatus::bare)
                .orElse(stream ? "text/event-stream" : "application/json");
        return obedience.documents(mediaType)
                ? Result.passed()
                : Result.violated(new Violation(
                        FindingLocation.status(),
                        "a documented answer",
                        status + " " + StrictValues.quoted(mediaType),
                        "the contract does not document this answer",
                        Attribution.SPEC));
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result UNDECIDED = Result.notApplicable("overload says nothing about the contract");
    private static final Result NOT_RECORDED = Result.notRecorded("no status was recorded");

    private static String bare(String header) {
        int end = header.indexOf(';');
        return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
