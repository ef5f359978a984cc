package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.report.Visible;
import dev.loupe.verdict.Decision;
import dev.loupe.verdict.Group;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What is to be said of a run that no single probe can say; broken MUSTs were told by their probes. */
record Conclusion(SuitePlan plan, TestReporter reporter) {
    void of(Run run) {
        reporter.publishEntry(
                "loupe.report", plan.reports().resolve("index.html").toString());
        for (Group group : run.tally().groups().byWeight()) {
            if (!group.allAccepted() && group.attribution() == Attribution.SPEC) {
                reporter.publishEntry("loupe.spec-defect", text(group));
            } else if (!group.allAccepted() && group.check().level() == Level.SHOULD) {
                reporter.publishEntry("loupe.should", text(group));
            }
        }
        String outdated = reasons(run, List.of(Decision.Kind.BASELINE_STALE, Decision.Kind.BASELINE_EXPIRED));
        if (!outdated.isEmpty()) {
            throw new AssertionFailedError(outdated);
        }
        String inconclusive = reasons(
                run,
                List.of(Decision.Kind.values()).stream()
                        .filter(kind -> kind.leadsTo() == Verdict.INCONCLUSIVE)
                        .toList());
        if (run.tally().counts().concluded() == 0) {
            throw new AssertionFailedError("nothing of " + plan.target() + " could be judged: " + inconclusive);
        }
        if (!inconclusive.isEmpty()) {
            throw new TestAbortedException("inconclusive: " + inconclusive);
        }
    }

    private static String text(Group group) {
        return group.check().id() + " at " + Visible.line(group.at()) + ", " + group.count() + "x: "
                + Visible.line(group.examples().getFirst().violation().message());
    }

    private static String reasons(Run run, List<Decision.Kind> kinds) {
        return run.decision().reasons().stream()
                .filter(reason -> kinds.contains(reason.kind()))
                .map(reason -> Told.inTests(reason.message()))
                .collect(Collectors.joining("\n"));
    }
}
