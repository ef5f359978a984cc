package dev.loupe.check;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.openapi.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.List;

/** Mismatches with a contract as violations. */
public final class SchemaViolationResults {
    private SchemaViolationResults() {}

    /** By the sender, or by whoever answered. */
    public static Result broken(
            List<SchemaConformance.Found> found, int bodies, Attribution attribution, boolean request) {
        List<Violation> violations = new ArrayList<>(found.size());
        for (SchemaConformance.Found each : found) {
            violations.add(violation(each, bodies, attribution, request, ""));
        }
        return Result.of(violations);
    }

    /** By the contract as published, which the overlay mends. */
    public static Result brokenSpec(SchemaConformance obedience, SchemaConformance.Judged judged, boolean request) {
        List<Violation> violations = new ArrayList<>(judged.publishedOnly().size());
        for (SchemaConformance.Found each : judged.publishedOnly()) {
            violations.add(violation(
                    each,
                    judged.published(),
                    Attribution.SPEC,
                    request,
                    obedience.mendedBy(each.mismatch().schemaAt())));
        }
        return Result.of(violations);
    }

    private static Violation violation(
            SchemaConformance.Found found, int bodies, Attribution attribution, boolean request, String more) {
        SchemaViolation mismatch = found.mismatch();
        String pointer = mismatch.at().toString();
        FindingLocation at = request ? FindingLocation.request(pointer) : ParsedCompletion.at(found.event(), pointer);
        String count = found.event() < 0 ? "" : ", in " + found.count() + " of " + bodies + " chunks";
        String message = mismatch.message().replaceFirst("\\.$", "") + count + (more.isEmpty() ? "" : "; " + more);
        return new Violation(at, mismatch.expected(), mismatch.actual(), message, attribution, mismatch.schemaAt());
    }
}
