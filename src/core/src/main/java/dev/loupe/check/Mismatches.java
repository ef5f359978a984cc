package dev.loupe.check;

import dev.loupe.exchange.Place;
import dev.loupe.schema.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** Mismatches with a contract as violations. */
final class Mismatches {
    private Mismatches() {}

    /** By the sender, or by whoever answered. */
    static Result broken(List<Obedience.Found> found, int bodies, Attribution attribution, boolean request) {
        List<Violation> violations = new ArrayList<>(found.size());
        for (Obedience.Found each : found) {
            violations.add(violation(each, bodies, attribution, request, ""));
        }
        return Result.of(violations);
    }

    /** By the contract as published, which the overlay mends. */
    static Result brokenSpec(Obedience obedience, Obedience.Judged judged, boolean request) {
        List<Violation> violations = new ArrayList<>(judged.publishedOnly().size());
        for (Obedience.Found each : judged.publishedOnly()) {
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
            Obedience.Found found, int bodies, Attribution attribution, boolean request, String more) {
        Mismatch mismatch = found.mismatch();
        String pointer = mismatch.at().toString();
        Place at = request ? Place.request(pointer) : Completion.at(found.event(), pointer);
        String count = found.event() < 0 ? "" : ", in " + found.count() + " of " + bodies + " chunks";
        String message = mismatch.message().replaceFirst("\\.$", "") + count + (more.isEmpty() ? "" : "; " + more);
        return new Violation(at, mismatch.expected(), mismatch.actual(), message, attribution);
    }
}
