package dev.loupe.diff.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.compare.UnionCoverage;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Change.Spot;
import dev.loupe.diff.judge.ChangeMessage;
import dev.loupe.diff.judge.DiffRule;
import dev.loupe.diff.judge.DiffRules;
import dev.loupe.diff.judge.DifferenceGrouping;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The revisions of one contract in the order of their dates, and what each step did. */
public record History(List<Step> steps) {
    /**
     * One step.
     *
     * @param date as the name of the revision says it, {@code 2025-09-17}; else its name
     * @param comparison with the revision before, or with the last good one when the API came back
     * @param cameBack true when the step ends an incident
     * @param size what the new revision holds
     */
    public record Step(String date, DiffResult comparison, boolean cameBack, Size size, SemverStep semver) {
        /** The first thing to say about the step. */
        public String headline() {
            List<Change> changes = comparison.changes();
            return changes.isEmpty() ? "no contract change" : changes.getFirst().message();
        }
    }

    /** How much a contract holds. */
    public record Size(int operations, int parameters, int models) {}

    /**
     * Compares each revision with the one before it. When another API was published under the name and the right one came
     * back, however long that took, the return is compared with its last revision, so that the repair is no second failure.
     *
     * @param revisions read one by one; of those that are done only the last one of each API is kept
     * @param againstLastGood false to compare the return with the wrong document, as a plain comparison does
     */
    public static History of(Iterator<Document> revisions, Diff.Options options, boolean againstLastGood) {
        List<Step> steps = new ArrayList<>();
        ReturningApiDetector incidents = new ReturningApiDetector();
        Document before = null;
        while (revisions.hasNext()) {
            Document after = revisions.next();
            Document lastGood = incidents.meet(after);
            if (before != null) {
                DiffResult plain = lastGood == null || !againstLastGood
                        ? Diff.compare(before, after, options)
                        : cameBack(Diff.compare(lastGood, after, options), before, lastGood);
                // what is accepted belongs to one step, and is not stale because the others do without it
                DiffResult comparison = plain.withoutStale().settled();
                steps.add(new Step(
                        date(after.source()),
                        comparison,
                        lastGood != null,
                        size(after.root()),
                        SemverStep.of(comparison)));
            }
            before = after;
        }
        return new History(List.copyOf(steps));
    }

    public static History of(List<Document> revisions, Diff.Options options, boolean againstLastGood) {
        return of(revisions.iterator(), options, againstLastGood);
    }

    private static DiffResult cameBack(DiffResult found, Document wrong, Document lastGood) {
        MessagePath place = DifferenceCollector.place("", SpecArea.DOCUMENT, "the document");
        JsonNode name = TextNode.valueOf(name(lastGood.source()));
        DocumentPointer paths = DocumentPointer.ROOT.then("paths");
        Difference fact = Difference.of(
                DifferenceKind.CAME_BACK, place, paths, paths, name, TextNode.valueOf(name(wrong.source())));
        DiffRule rule = DiffRules.of(fact);
        String message = ChangeMessage.of(new DifferenceGrouping.Group(rule, List.of(fact)), null);
        Change back = new Change(
                rule,
                rule.impact(),
                SpecArea.DOCUMENT,
                Set.of(),
                new Spot(paths, paths, "", "the document", List.of()),
                List.of(),
                fact.before(),
                fact.after(),
                message,
                null,
                "",
                "",
                "");
        List<Change> changes = new ArrayList<>(List.of(back));
        changes.addAll(found.changes());
        return new DiffResult(
                found.old(),
                found.next(),
                List.copyOf(changes),
                found.stale(),
                found.evidence(),
                found.client(),
                found.inconclusive());
    }

    private static String name(String source) {
        return source.substring(source.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static String date(String source) {
        // the name of the file first: folders may be dated too
        for (String each : List.of(name(source), source)) {
            var matcher =
                    java.util.regex.Pattern.compile("\\d{4}-\\d{2}-\\d{2}").matcher(each);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        return name(source);
    }

    private static Size size(JsonNode root) {
        Normalizer schemas = UnionCoverage.normalizer(root, MessageDirection.REQUEST, false);
        Set<String> parameters = new TreeSet<>();
        Set<String> models = new TreeSet<>();
        List<Operation> endpoints = Operation.of(root);
        for (Operation endpoint : endpoints) {
            DocumentPointer at = endpoint.at().then("requestBody");
            if (!(new ReferenceResolver(root).follow(endpoint.node().path("requestBody"), at)
                    instanceof ReferenceResolver.Target.Found body)) {
                continue;
            }
            JsonNode schema =
                    body.node().path("content").path("application/json").path("schema");
            if (!schema.isMissingNode()
                    && schemas.shape(SchemaRef.of(schema, body.at())) instanceof NormalSchema.Plain plain) {
                parameters.addAll(plain.members().properties().keySet());
                SchemaRef model = plain.members().properties().get("model");
                if (model != null
                        && schemas.shape(model) instanceof NormalSchema.Plain listed
                        && listed.values() != null) {
                    listed.values().forEach(value -> models.add(value.asText()));
                }
            }
        }
        return new Size(endpoints.size(), parameters.size(), models.size());
    }

    public boolean breaks() {
        return steps.stream().anyMatch(step -> step.comparison().verdict() == DiffResult.Verdict.BREAKING);
    }
}
