package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

/** The published contract describes the answer. */
final class SchemaResponsePublished implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.response-published",
            Level.MUST,
            "the answer, or every chunk of it, obeys the published contract",
            "the published contract, fingerprinted; OpenAPI 3.0",
            "clients generated from the published contract fail on what it does not describe",
            "correct the contract as the overlay does: what breaks the published contract alone is right, and described wrongly");

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
        SchemaConformance.Judged judged = obedience.answer();
        if (judged.published() == 0) {
            return NO_ANSWER;
        }
        if (!judged.publishedOnly().isEmpty()) {
            return SchemaViolationResults.brokenSpec(obedience, judged, false);
        }
        return judged.bothBroken() ? BOTH : Result.passed();
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result NO_ANSWER = Result.notApplicable("the contract documents no such answer");
    private static final Result BOTH =
            Result.notApplicable("breaks the corrected contract too; schema.response-corrected says how");
}
