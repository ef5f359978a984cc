package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.check.Level;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.VisibleText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** The result of the run as a whole. Violations of a MUST are reported by the tests of their probes. */
record RunConclusion(SuitePlan plan, TestReporter reporter) {
    void of(Run run) {
        reporter.publishEntry(
                "loupe.report", plan.reports().resolve("index.html").toString());
        for (FindingGroup group : run.summary().groups().byWeight()) {
            if (!group.allAccepted() && group.attribution() == Attribution.SPEC) {
                reporter.publishEntry("loupe.spec-defect", text(group));
            } else if (!group.allAccepted() && group.check().level() == Level.SHOULD) {
                reporter.publishEntry("loupe.should", text(group));
            }
        }
        String outdated = reasons(run, List.of(RunVerdict.Kind.BASELINE_STALE, RunVerdict.Kind.BASELINE_EXPIRED));
        if (!outdated.isEmpty()) {
            throw new AssertionFailedError(outdated);
        }
        String inconclusive = reasons(
                run,
                List.of(RunVerdict.Kind.values()).stream()
                        .filter(kind -> kind.leadsTo() == Verdict.INCONCLUSIVE)
                        .toList());
        if (run.summary().counts().conclusive() == 0) {
            throw new AssertionFailedError(plan.target() + ": no exchange could be judged: " + inconclusive);
        }
        if (!inconclusive.isEmpty()) {
            throw new TestAbortedException("inconclusive: " + inconclusive);
        }
    }

    private static String text(FindingGroup group) {
        return group.check().id() + " at " + VisibleText.line(group.at()) + ", " + group.count() + "x: "
                + VisibleText.line(group.examples().getFirst().violation().message());
    }

    private static String reasons(Run run, List<RunVerdict.Kind> kinds) {
        Stream<String> messages = run.runVerdict().reasons().stream()
                .filter(reason -> kinds.contains(reason.kind()) && reason.kind() != RunVerdict.Kind.INCOMPLETE)
                .map(RunVerdict.Reason::message);
        Stream<String> incomplete = kinds.contains(RunVerdict.Kind.INCOMPLETE)
                ? run.end().incomplete().stream().map(AnnotationAdvice::message)
                : Stream.empty();
        return Stream.concat(incomplete, messages).collect(Collectors.joining("\n"));
    }
}
