package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.JudgedExchange;
import dev.loupe.engine.result.SourceLocation;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.JUnitXmlWriter;
import dev.loupe.report.format.JUnitXmlWriter.Case;
import dev.loupe.report.format.JUnitXmlWriter.Outcome;
import dev.loupe.report.format.ReportAnnotation;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run as JUnit XML: a test case for each exchange, which fails for a MUST violation that is not accepted, and a suite for
 * problems of the run as a whole. It succeeds exactly when the run is conformant.
 */
public final class RunJUnit {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private RunJUnit() {}

    public static void write(Run run, OutputStream out) {
        RunCounts counts = run.summary().counts();
        String timestamp = SECONDS.format(run.header().startedAt().atOffset(ZoneOffset.UTC));
        int crashed = counts.crashedExchanges();
        try (JUnitXmlWriter xml =
                new JUnitXmlWriter(out, "Loupe " + run.header().version())) {
            xml.suite(
                    new JUnitXmlWriter.Suite(
                            counts.subject().many(),
                            counts.exchanges(),
                            counts.exchanges(Verdict.NON_CONFORMANT),
                            crashed,
                            counts.exchanges(Verdict.INCONCLUSIVE) - crashed,
                            timestamp),
                    run.judged().map(RunJUnit::exchange));
            List<Case> problems = problems(run);
            int failures = (int) run.runVerdict().reasons().stream()
                    .filter(r -> isAboutRun(r) && r.kind().leadsTo() == Verdict.NON_CONFORMANT)
                    .count();
            int errors =
                    (int) problems.stream().filter(c -> !c.outcomes().isEmpty()).count() - failures;
            xml.suite(
                    new JUnitXmlWriter.Suite("run", problems.size(), failures, errors, 0, timestamp),
                    problems.stream());
        }
    }

    private static boolean isAboutRun(RunVerdict.Reason reason) {
        return reason.kind() != RunVerdict.Kind.MUST_VIOLATED && reason.kind() != RunVerdict.Kind.CHECK_CRASHED;
    }

    private static List<Case> problems(Run run) {
        List<Case> cases = new ArrayList<>();
        for (RunVerdict.Reason reason : run.runVerdict().reasons()) {
            if (isAboutRun(reason)) {
                String type = reason.kind().word();
                cases.add(new Case(
                        "run",
                        type + " " + (cases.size() + 1),
                        List.of(
                                reason.kind().leadsTo() == Verdict.NON_CONFORMANT
                                        ? new Outcome.Failure(type, reason.message(), reason.message())
                                        : new Outcome.Errored(type, reason.message(), detail(run, reason))),
                        ""));
            }
        }
        return cases.isEmpty() ? List.of(new Case("run", "complete", List.of(), "")) : cases;
    }

    private static String detail(Run run, RunVerdict.Reason reason) {
        StringBuilder text = new StringBuilder(reason.message());
        if (reason.kind() == RunVerdict.Kind.UNREADABLE) {
            RunPhrases.unreadable(run).forEach(record -> text.append('\n').append(record));
        }
        return text.toString();
    }

    private static Case exchange(JudgedExchange row) {
        String classname = row.basis().provider()
                + (row.basis().contract() == null ? "" : "." + row.basis().contract());
        List<Outcome> outcomes = new ArrayList<>();
        List<Finding> failing = row.findings().stream().filter(Finding::fails).toList();
        if (!failing.isEmpty()) {
            String checks = String.join(
                    ", ", failing.stream().map(f -> f.check().id()).distinct().toList());
            String first = failing.getFirst().violation().message();
            String more = failing.size() == 1 ? "" : " (and " + (failing.size() - 1) + " more)";
            outcomes.add(new Outcome.Failure(checks, first + more, text(failing)));
        } else if (row.decision().has(CheckOutcome.Kind.CRASHED)) {
            List<ExchangeResult.CheckReason> crashes = row.decision().reasons().stream()
                    .filter(s -> s.outcome() == CheckOutcome.Kind.CRASHED)
                    .toList();
            String first = crashes.isEmpty() ? "" : crashes.getFirst().check();
            String why = crashes.isEmpty() ? "" : crashes.getFirst().why();
            outcomes.add(new Outcome.Errored("loupe", "internal error in check " + first, why));
        } else if (row.decision().verdict() == Verdict.INCONCLUSIVE) {
            String unusable = row.decision().unusable();
            outcomes.add(new Outcome.Skipped(unusable == null ? "no check applies" : unusable));
        }
        List<Finding> others = row.findings().stream().filter(f -> !f.fails()).toList();
        SourceLocation stored = row.basis().stored();
        return new Case(
                classname,
                row.id().value(),
                outcomes,
                others.isEmpty() ? "" : text(others),
                stored == null ? null : new ReportAnnotation.Location(stored.file(), stored.line()));
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(RunPhrases.badge(finding))
                    .append(' ')
                    .append(finding.check().id());
            text.append(" (")
                    .append(RunPhrases.attribution(finding.violation().attribution()))
                    .append(")");
            text.append("\n  at ").append(finding.violation().at());
            text.append("\n  ").append(finding.violation().detail());
            text.append("\n  expected: ").append(finding.violation().expected());
            text.append("\n  actual:   ").append(finding.violation().actual());
            if (finding.accepted() != null) {
                text.append("\n  accepted (baseline): ").append(finding.accepted());
            }
            text.append("\n  reproduce: ").append(finding.evidence().rerun()).append("\n\n");
        }
        return text.toString().stripTrailing();
    }
}
