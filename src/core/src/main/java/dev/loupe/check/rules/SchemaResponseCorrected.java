package dev.loupe.check.rules;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.SchemaViolationResults;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.Set;

@CheckDescription(
        id = "schema.response-corrected",
        level = Level.MUST,
        truth = "the response, or every chunk of it, conforms to the corrected contract",
        source = "the published contract with its overlay, each action of which has its reason and evidence",
        why = "clients built from the contract fail on the response",
        fix = "send what the contract describes")
final class SchemaResponseCorrected implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        SchemaConformance conformance = observed.conformance();
        if (conformance == null || !observed.hasSchema()) {
            return Result.notApplicable("no contract of the provider, or it does not have the operation");
        }
        if (ErrorNot200.reports(observed)) {
            return Result.notApplicable("an error with a success status; error.not-200 reports it");
        }
        if (observed.status() >= 400 && !conformance.describesError()) {
            return Result.notApplicable(
                    "an error without a published schema; error.shape checks it, where the provider profile describes errors");
        }
        String nonJson = observed.nonJsonBody();
        if (nonJson != null && StreamContentType.isPage(observed)) {
            return Result.notApplicable("the body is a page; stream.content-type reports it");
        }
        if (nonJson != null) {
            return Result.violated(Violation.of(
                    FindingLocation.body(""), "JSON", nonJson, "the body is not JSON or is truncated: " + nonJson));
        }
        SchemaConformance.Conformance bodies = conformance.response();
        return bodies.documented() == 0
                ? Result.notApplicable("the contract has no schema for this response")
                : withoutFinishReasons(
                        observed,
                        SchemaViolationResults.violated(
                                bodies.corrected(), bodies.documented(), Attribution.PROVIDER, false));
    }

    /** An unknown finish_reason is one defect: message.finish-reason-known reports it. */
    private static Result withoutFinishReasons(ParsedExchange observed, Result result) {
        if (!(result instanceof Result.Violated(var violations))) {
            return result;
        }
        Set<FindingLocation> owned = MessageFinishReasonKnown.ownedLocations(observed);
        return Result.of(violations.stream()
                .filter(violation -> !owned.contains(violation.at()))
                .toList());
    }
}
