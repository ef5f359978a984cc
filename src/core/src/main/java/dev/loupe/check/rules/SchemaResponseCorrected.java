package dev.loupe.check.rules;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** The corrected contract describes the answer. */
final class SchemaResponseCorrected implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.response-corrected",
            Level.MUST,
            "the answer, or every chunk of it, obeys the corrected contract",
            "the published contract with its overlay, each action of which has its reason and evidence",
            "clients built to the contract fail on the answer",
            "send what the contract describes");

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
        if (observed.status() >= 400 && !obedience.describesError()) {
            return DIALECT;
        }
        String noJson = observed.noJson();
        if (noJson != null && StreamContentType.isPage(observed)) {
            return PAGE;
        }
        if (noJson != null) {
            return Result.violated(
                    Violation.of(FindingLocation.body(""), "JSON", noJson, "the answer is no JSON, or was cut"));
        }
        SchemaConformance.Judged judged = obedience.answer();
        return judged.documented() == 0
                ? NO_ANSWER
                : SchemaViolationResults.broken(judged.corrected(), judged.documented(), Attribution.PROVIDER, false);
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result DIALECT = Result.notApplicable(
            "an error that the contract does not publish; error.shape judges it, where the dialect says its form");
    private static final Result PAGE = Result.notApplicable("a page and no answer; stream.content-type says so");
    private static final Result NO_ANSWER = Result.notApplicable("the contract documents no such answer");
}
