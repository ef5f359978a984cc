package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

/** The request conforms to the published contract. */
final class SchemaRequestPublished implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "schema.request-published",
            Level.MUST,
            "the request conforms to the published contract",
            "the published contract, fingerprinted; OpenAPI 3.0",
            "a request outside the contract may be rejected at any time",
            "change the request; where only the published contract forbids it, correct the spec as the overlay does");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !conformance.hasOperation()) {
            return NO_CONTRACT;
        }
        if (observed.exchange().probed() != null) {
            return PROBE;
        }
        SchemaConformance.Conformance bodies = conformance.request();
        if (bodies.published() == 0) {
            return NO_CONTRACT;
        }
        if (!bodies.publishedOnly().isEmpty()) {
            return SchemaViolationResults.specDefects(conformance, bodies, true);
        }
        return bodies.bothViolated() ? BOTH : Result.passed();
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it does not have the operation");
    private static final Result PROBE = Result.notApplicable("a probe, which may violate the contract on purpose");
    private static final Result BOTH =
            Result.notApplicable("violates the corrected contract too; schema.request-corrected reports it");
}
