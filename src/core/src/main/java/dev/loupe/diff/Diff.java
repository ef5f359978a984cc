package dev.loupe.diff;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.diff.compare.ClientChange;
import dev.loupe.diff.compare.ClientComparison;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.DocumentComparison;
import dev.loupe.diff.compare.InvalidSchemaException;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.ChangeClassifier;
import dev.loupe.diff.judge.Conventions;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.Policy;
import dev.loupe.diff.judge.TrafficComparison;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Fingerprint;
import dev.loupe.openapi.UnfollowedReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares two specs. */
public final class Diff {
    /** The locations that a message lists. */
    private static final int MOST_LOCATIONS = 20;

    /** A spec may have keys in servers, examples and defaults. */
    private static final Redactor SECRETS = Redactor.of("API_KEY");

    private Diff() {}

    /**
     * How to compare.
     *
     * @param today {@code 2026-11-20}; sunset dates and expiry dates are compared with it
     * @param severities configured levels by rule id
     * @param policy what readers are expected to bear
     * @param accepted accepted changes
     * @param recordings recorded exchanges to validate against both specs; null for none
     * @param onlyUsed true to omit changes of parts that no recording uses
     * @param client true to compare the clients that a generator makes of both
     * @param conventions about extensions that the project follows
     */
    public record Options(
            String today,
            Map<String, Impact> severities,
            Policy policy,
            AcceptedChanges accepted,
            @Nullable List<Exchange> recordings,
            boolean onlyUsed,
            boolean client,
            Conventions conventions) {
        public Options(
                String today,
                Map<String, Impact> severities,
                Policy policy,
                AcceptedChanges accepted,
                @Nullable List<Exchange> recordings,
                boolean onlyUsed,
                boolean client) {
            this(today, severities, policy, accepted, recordings, onlyUsed, client, Conventions.NONE);
        }

        public static Options plain(String today) {
            return new Options(today, Map.of(), Policy.STANDARD, AcceptedChanges.NOTHING, null, false, false);
        }
    }

    public static DiffResult compare(Document old, Document next, Options options) {
        return compare(old, next, options, DocumentComparison.STEPS);
    }

    static DiffResult compare(Document old, Document next, Options options, long steps) {
        openApi(old);
        openApi(next);
        SpecAdmission.check(old, next);
        try {
            return LargeStack.call(() -> compareSchemas(old, next, options, steps));
        } catch (InvalidSchemaException invalid) {
            throw invalid.in(old, next);
        }
    }

    private static DiffResult compareSchemas(Document old, Document next, Options options, long steps) {
        // before the comparison, which keeps the normal forms of all schemas in memory
        DiffResult.SpecInfo oldInfo = specInfo(old);
        DiffResult.SpecInfo nextInfo = specInfo(next);
        DifferenceCollector collector = DocumentComparison.compare(old.root(), next.root(), options.today(), steps);
        List<Change> changes = ChangeClassifier.judge(
                collector, options.severities(), options.policy(), options.conventions(), options.today());
        TrafficEvidence evidence = null;
        List<Change> kept = changes;
        if (options.recordings() != null) {
            TrafficComparison traffic = new TrafficComparison(collector, options.recordings());
            evidence = traffic.evidence();
            if (options.onlyUsed()) {
                kept = changes.stream().filter(traffic::uses).toList();
            }
        }
        AcceptedChanges.Applied applied = options.accepted().apply(kept, options.today());
        List<ClientChange> client = options.client() ? ClientComparison.compare(collector) : List.of();
        return new DiffResult(
                oldInfo,
                nextInfo,
                applied.changes().stream().map(change -> change.redact(SECRETS)).toList(),
                applied.stale(),
                evidence,
                client,
                inconclusive(old, next, kept));
    }

    private static void openApi(Document document) {
        if (!document.root().isObject() || !document.root().path("openapi").isTextual()) {
            throw new ContractException(
                    document.source(),
                    1,
                    JsonPointer.empty(),
                    "not an OpenAPI 3 document: property 'openapi' is missing or not a string (convert Swagger 2 first)");
        }
        String version = document.root().path("openapi").textValue();
        if (!version.matches("3\\.[012](\\..*)?")) {
            throw new ContractException(
                    document.source(),
                    document.lineOf(JsonPointer.compile("/openapi")),
                    JsonPointer.compile("/openapi"),
                    "unsupported OpenAPI version " + version + ", expected 3.0, 3.1 or 3.2");
        }
    }

    private static String inconclusive(Document old, Document next, List<Change> changes) {
        List<String> reasons = new ArrayList<>();
        unfollowed("old", old, reasons);
        unfollowed("new", next, reasons);
        reasons.addAll(SpecAdmission.gaps("old", old));
        reasons.addAll(SpecAdmission.gaps("new", next));
        notCompared(changes, Edit.TOO_DEEP, "nested too deeply", reasons);
        notCompared(changes, Edit.TOO_COMPLEX, "too complex here", reasons);
        return SECRETS.redactMessage(String.join("; ", reasons));
    }

    /** Equal references are no equal schemas as long as their targets are not read. */
    private static void unfollowed(String side, Document document, List<String> reasons) {
        UnfollowedReferences references = UnfollowedReferences.of(document);
        if (!references.isEmpty()) {
            reasons.add("references of the " + side + " spec are not followed, their targets are not compared: "
                    + references);
        }
    }

    private static void notCompared(List<Change> changes, Edit why, String text, List<String> reasons) {
        List<String> locations = changes.stream()
                .filter(each -> each.rule().kind().is(Subject.NESTING, why))
                .map(each -> (each.at().operation() + " " + each.at().description()).strip())
                .toList();
        if (!locations.isEmpty()) {
            int more = locations.size() - MOST_LOCATIONS;
            reasons.add("not compared, " + text + ": "
                    + String.join(", ", locations.stream().limit(MOST_LOCATIONS).toList())
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private static DiffResult.SpecInfo specInfo(Document document) {
        String fingerprint;
        try {
            fingerprint = Fingerprint.of(document.root());
        } catch (ContractException unreadable) {
            fingerprint = "";
        }
        String title = document.root().path("info").path("title").asText("");
        return new DiffResult.SpecInfo(
                SECRETS.redactMessage(document.source()),
                document.isFile(),
                SECRETS.redact(title),
                fingerprint,
                location -> line(document, location));
    }

    /** The line of a location, from 1; 0 when it is not known. */
    private static int line(Document document, @Nullable DocumentPointer pointer) {
        return pointer == null ? 0 : document.lineOf(pointer.toJsonPointer());
    }
}
