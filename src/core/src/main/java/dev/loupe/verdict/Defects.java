package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Attribution;
import dev.loupe.check.Context;
import dev.loupe.check.Violation;
import dev.loupe.contract.Contract;
import dev.loupe.exchange.Place;
import java.util.ArrayList;
import java.util.List;

/** Where a defect of the published contract stands: the line of its document, and that of the overlay which mends it. */
final class Defects {
    private Defects() {}

    static List<Evidence.Related> of(Violation violation, Context context) {
        JsonPointer at = violation.schemaAt();
        var schemas = context.contract();
        if (at == null
                || schemas == null
                || violation.attribution() != Attribution.SPEC
                || violation.at().part() == Place.Part.DOCUMENT) {
            return List.of();
        }
        Contract contract = schemas.contract();
        List<Evidence.Related> related = new ArrayList<>();
        related.add(new Evidence.Related(
                "the published contract says it at " + Clip.text(at.toString(), Clip.NAME),
                new Stored(contract.document().source(), contract.document().lineOf(at))));
        for (Contract.Correction correction : contract.correctionsAt(at)) {
            if (!correction.isConvention()) {
                related.add(new Evidence.Related(
                        "the overlay mends it: " + Clip.text(correction.reason(), Clip.TEXT),
                        new Stored(correction.source(), correction.line())));
            }
        }
        return related;
    }
}
