package dev.loupe.check.rules;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

/** The corrected contract takes the request. */
final class SchemaRequestCorrected implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.request-corrected",
            Level.MUST,
            "the request obeys the corrected contract",
            "the published contract with its overlay, each action of which has its reason and evidence",
            "who sends what the contract forbids is not the one to complain about the answer",
            "change the request");

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
        if (observed.exchange().probed() != null) {
            return PROBE;
        }
        SchemaConformance.Judged judged = obedience.request();
        return judged.documented() == 0
                ? NO_CONTRACT
                : SchemaViolationResults.broken(judged.corrected(), judged.documented(), Attribution.REQUEST, true);
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result PROBE = Result.notApplicable("a probe, which may break the contract on purpose");
}
