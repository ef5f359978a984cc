package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

@CheckDescription(
        id = "schema.request-published",
        level = Level.MUST,
        truth = "the request conforms to the published contract",
        source = "the published contract, fingerprinted; OpenAPI 3.0",
        why = "a request outside the contract may be rejected at any time",
        fix = "change the request; where only the published contract forbids it, correct the spec as the overlay does")
final class SchemaRequestPublished implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !conformance.hasOperation()) {
            return NO_CONTRACT;
        }
        if (observed.exchange().probed() != null) {
            return Result.notApplicable("a probe, which may violate the contract on purpose");
        }
        SchemaConformance.Conformance bodies = conformance.request();
        if (bodies.published() == 0) {
            return NO_CONTRACT;
        }
        if (!bodies.publishedOnly().isEmpty()) {
            return SchemaViolationResults.specDefects(conformance, bodies, true);
        }
        return bodies.bothViolated()
                ? Result.notApplicable("violates the corrected contract too; schema.request-corrected reports it")
                : Result.passed();
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it does not have the operation");
}
