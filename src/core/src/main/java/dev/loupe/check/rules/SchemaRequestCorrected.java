package dev.loupe.check.rules;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;

@CheckDescription(
        id = "schema.request-corrected",
        level = Level.MUST,
        truth = "the request conforms to the corrected contract",
        source = "the published contract with its overlay, each action of which has its reason and evidence",
        why = "the response to an invalid request is not a defect of the provider",
        fix = "change the request")
final class SchemaRequestCorrected implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !conformance.hasOperation()) {
            return NO_CONTRACT;
        }
        if (!observed.context().hasProviderContract()) {
            return Result.notApplicable("the contract of the protocol does not list what servers accept in addition");
        }
        if (observed.exchange().probed() != null) {
            return Result.notApplicable("a probe, which may violate the contract on purpose");
        }
        SchemaConformance.Conformance bodies = conformance.request();
        return bodies.documented() == 0
                ? NO_CONTRACT
                : SchemaViolationResults.violated(bodies.corrected(), bodies.documented(), Attribution.REQUEST, true);
    }

    private static final Result NO_CONTRACT = Result.notApplicable("no contract, or it does not have the operation");
}
