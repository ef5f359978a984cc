package dev.loupe.check;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.openapi.schema.InstanceViolation;
import java.util.ArrayList;
import java.util.List;

/** Makes violations of schema findings. */
public final class SchemaViolationResults {
    private SchemaViolationResults() {}

    /** Violations by the request or by the provider. */
    public static Result violated(
            List<SchemaConformance.SchemaFinding> found, int bodies, Attribution attribution, boolean request) {
        List<Violation> violations = new ArrayList<>(found.size());
        for (SchemaConformance.SchemaFinding each : found) {
            violations.add(violation(each, bodies, attribution, request));
        }
        return Result.of(violations);
    }

    /** Violations of the published contract alone: defects of the spec. */
    public static Result specDefects(
            SchemaConformance conformance, SchemaConformance.Conformance bodies, boolean request) {
        List<Violation> violations = new ArrayList<>(bodies.publishedOnly().size());
        for (SchemaConformance.SchemaFinding each : bodies.publishedOnly()) {
            violations.add(violation(each, bodies.published(), Attribution.SPEC, request)
                    .correctedBy(conformance.correctionOf(each.mismatch().schemaAt())));
        }
        return Result.of(violations);
    }

    private static Violation violation(
            SchemaConformance.SchemaFinding found, int bodies, Attribution attribution, boolean request) {
        InstanceViolation mismatch = found.mismatch();
        String pointer = mismatch.at().toString();
        FindingLocation at = request ? FindingLocation.request(pointer) : ParsedCompletion.at(found.event(), pointer);
        String count = found.event() < 0 ? "" : ", in " + found.count() + " of " + bodies + " chunks";
        String message = mismatch.message() + count;
        return new Violation(at, mismatch.expected(), mismatch.actual(), message, attribution, mismatch.schemaAt());
    }
}
