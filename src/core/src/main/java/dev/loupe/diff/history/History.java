package dev.loupe.diff.history;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.ChangeClassifier;
import dev.loupe.openapi.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The revisions of one spec in the order of their dates, and the changes of each step. */
public record History(List<Step> steps) {
    /**
     * One step.
     *
     * @param date the date in the name of the revision, {@code 2025-09-17}; its name when there is none
     * @param comparison with the previous revision, or with the last good one when the original API came back
     * @param cameBack true when the step ends an incident
     * @param size the size of the new revision
     */
    public record Step(String date, DiffResult comparison, boolean cameBack, SpecSize size, SemverStep semver) {
        /** The most important change of the step. */
        public String headline() {
            List<Change> changes = comparison.changes();
            return changes.isEmpty() ? "no contract change" : changes.getFirst().message();
        }
    }

    /**
     * Compares each revision with the previous one. When another API was published under the name and the original
     * came back, the return is compared with the last revision of the original, so that the repair is not reported as
     * breaking.
     *
     * @param revisions read one by one; only the last revision of each API is kept
     * @param againstLastGood false to compare each revision with the previous one without exception
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
                // an accepted change occurs in one step; its absence in the others is not stale
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
        // the file name first: folders may contain a date too
        for (String each : List.of(name(source), source)) {
            var matcher =
                    java.util.regex.Pattern.compile("\\d{4}-\\d{2}-\\d{2}").matcher(each);
            if (matcher.find()) {
                return matcher.group();
            }
        }
        return name(source);
    }
}
