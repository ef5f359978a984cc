package dev.loupe.diff.history;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.ChangeClassifier;
import dev.loupe.openapi.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

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
    public record Step(String date, DiffResult comparison, boolean cameBack, SpecSize size, SemverStep semver) {
        /** The first thing to say about the step. */
        public String headline() {
            List<Change> changes = comparison.changes();
            return changes.isEmpty() ? "no contract change" : changes.getFirst().message();
        }
    }

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
                DiffResult comparison = plain.withoutStale().withoutDocuments();
                steps.add(new Step(
                        date(after.source()),
                        comparison,
                        lastGood != null,
                        SpecSize.of(after.root()),
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
        List<Change> changes = new ArrayList<>();
        changes.add(ChangeClassifier.cameBack(name(lastGood.source()), name(wrong.source())));
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

    public boolean breaks() {
        return steps.stream().anyMatch(step -> step.comparison().verdict() == DiffResult.Verdict.BREAKING);
    }
}
