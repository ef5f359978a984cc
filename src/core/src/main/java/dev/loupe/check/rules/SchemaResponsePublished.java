package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

@CheckDescription(
        id = "schema.response-published",
        level = Level.MUST,
        truth = "the response, or every chunk of it, conforms to the published contract",
        source = "the published contract, fingerprinted; OpenAPI 3.0",
        why = "clients generated from the published contract fail on the response",
        fix =
                "correct the spec as the overlay does: a response that violates only the published contract is right, and the spec is wrong")
final class SchemaResponsePublished implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !observed.hasSchema()) {
            return Result.notApplicable("no contract of the provider, or it does not have the operation");
        }
        if (ErrorNot200.reports(observed)) {
            return Result.notApplicable("an error with a success status; error.not-200 reports it");
        }
        SchemaConformance.Conformance bodies = conformance.response();
        if (bodies.published() == 0) {
            return Result.notApplicable("the contract has no schema for this response");
        }
        if (!bodies.publishedOnly().isEmpty()) {
            return SchemaViolationResults.specDefects(conformance, bodies, false);
        }
        return bodies.bothViolated()
                ? Result.notApplicable("violates the corrected contract too; schema.response-corrected reports it")
                : Result.passed();
    }
}
