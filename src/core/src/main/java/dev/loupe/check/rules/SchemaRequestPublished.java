package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

/** The published contract takes the request. */
final class SchemaRequestPublished implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.request-published",
            Level.MUST,
            "the request obeys the published contract",
            "the published contract, fingerprinted; OpenAPI 3.0",
            "a request outside the contract may work today, and nobody promised that it will tomorrow",
            "change the request; where only the published contract forbids it, the contract is to be corrected");

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
        if (judged.published() == 0) {
            return NO_CONTRACT;
        }
        if (!judged.publishedOnly().isEmpty()) {
            return SchemaViolationResults.brokenSpec(obedience, judged, true);
        }
        return judged.bothBroken() ? BOTH : Result.passed();
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it has no such operation");
    private static final Result PROBE = Result.notApplicable("a probe, which may break the contract on purpose");
    private static final Result BOTH =
            Result.notApplicable("breaks the corrected contract too; schema.request-corrected says how");
}
