package dev.loupe.engine.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckContext;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.openapi.Contract;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;

/** The lines of a spec defect: the rule in the published contract, and its correction in the overlay. */
public final class SpecDefectLocator {
    private static final JsonPointer OPERATIONS = JsonPointer.compile("/paths");

    private SpecDefectLocator() {}

    /**
     * The line of the contract for a finding of an exchange that no file holds: the schema that the response violates, else the
     * operations. Code hosts show a finding only at a line of a file.
     */
    public static List<FindingEvidence.Related> ofLive(Violation violation, CheckContext context) {
        var schemas = context.contract();
        if (schemas == null) {
            return List.of();
        }
        Contract contract = schemas.contract();
        JsonPointer at = violation.schemaAt() == null ? OPERATIONS : violation.schemaAt();
        return List.of(new FindingEvidence.Related(
                "contract: " + TextTruncation.withLength(at.toString(), TextTruncation.NAME),
                new SourceLocation(
                        contract.document().source(), contract.document().lineOf(at))));
    }

    public static List<FindingEvidence.Related> of(Violation violation, CheckContext context) {
        JsonPointer at = violation.schemaAt();
        var schemas = context.contract();
        if (at == null
                || schemas == null
                || violation.attribution() != Attribution.SPEC
                || violation.at().part() == FindingLocation.Part.DOCUMENT) {
            return List.of();
        }
        Contract contract = schemas.contract();
        List<FindingEvidence.Related> related = new ArrayList<>();
        related.add(new FindingEvidence.Related(
                "rule of the published contract: " + TextTruncation.withLength(at.toString(), TextTruncation.NAME),
                new SourceLocation(
                        contract.document().source(), contract.document().lineOf(at))));
        for (Contract.Correction correction : contract.correctionsAt(at)) {
            if (!correction.isConvention()) {
                related.add(new FindingEvidence.Related(
                        "corrected by the overlay: "
                                + TextTruncation.withLength(correction.reason(), TextTruncation.TEXT),
                        new SourceLocation(correction.source(), correction.line())));
            }
        }
        return related;
    }
}
