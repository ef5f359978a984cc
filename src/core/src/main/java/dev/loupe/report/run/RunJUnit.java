package dev.loupe.report.run;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunCounts;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.report.format.JUnitXmlWriter;
import dev.loupe.report.format.JUnitXmlWriter.Case;
import dev.loupe.report.format.JUnitXmlWriter.Outcome;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run as JUnit XML: a case per exchange, which fails when something that must hold is broken and not accepted, and a
 * suite for what is wrong with the run as a whole. It is green exactly when the run is.
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
                    run.exchanges().map(RunJUnit::exchange));
            List<Case> whole = whole(run);
            int failures = (int) run.runVerdict().reasons().stream()
                    .filter(r -> ofTheWhole(r) && r.kind().leadsTo() == Verdict.NON_CONFORMANT)
                    .count();
            int errors =
                    (int) whole.stream().filter(c -> !c.outcomes().isEmpty()).count() - failures;
            xml.suite(new JUnitXmlWriter.Suite("run", whole.size(), failures, errors, 0, timestamp), whole.stream());
        }
    }

    private static boolean ofTheWhole(RunVerdict.Reason reason) {
        return reason.kind() != RunVerdict.Kind.MUST_VIOLATED && reason.kind() != RunVerdict.Kind.CHECK_CRASHED;
    }

    private static List<Case> whole(Run run) {
        List<Case> cases = new ArrayList<>();
        for (RunVerdict.Reason reason : run.runVerdict().reasons()) {
            if (ofTheWhole(reason)) {
                String type = reason.kind().word();
                cases.add(new Case(
                        "run",
                        type + " " + (cases.size() + 1),
                        List.of(
                                reason.kind().leadsTo() == Verdict.NON_CONFORMANT
                                        ? new Outcome.Failure(type, reason.message(), reason.message())
                                        : new Outcome.Error(type, reason.message(), detail(run, reason))),
                        ""));
            }
        }
        return cases.isEmpty() ? List.of(new Case("run", "everything was looked at", List.of(), "")) : cases;
    }

    private static String detail(Run run, RunVerdict.Reason reason) {
        StringBuilder text = new StringBuilder(reason.message());
        if (reason.kind() == RunVerdict.Kind.UNREADABLE) {
            run.summary().unreadable().forEach(u -> text.append('\n')
                    .append(u.file())
                    .append(':')
                    .append(u.line())
                    .append(' ')
                    .append(u.message()));
        }
        return text.toString();
    }

    private static Case exchange(ExchangeResult row) {
        String classname = row.basis().provider()
                + (row.basis().contract() == null ? "" : "." + row.basis().contract());
        List<Outcome> troubles = new ArrayList<>();
        List<Finding> deciding = row.findings().stream().filter(Finding::fails).toList();
        if (!deciding.isEmpty()) {
            String checks = String.join(
                    ", ", deciding.stream().map(f -> f.check().id()).distinct().toList());
            String first = deciding.getFirst().violation().message();
            String more = deciding.size() == 1 ? "" : " (and " + (deciding.size() - 1) + " more)";
            troubles.add(new Outcome.Failure(checks, first + more, text(deciding)));
        } else if (row.decision().has(CheckOutcome.Kind.CRASHED)) {
            List<ExchangeResult.CheckReason> crashes = row.decision().reasons().stream()
                    .filter(s -> s.outcome() == CheckOutcome.Kind.CRASHED)
                    .toList();
            String first = crashes.isEmpty() ? "" : crashes.getFirst().check();
            String why = crashes.isEmpty() ? "" : crashes.getFirst().why();
            troubles.add(new Outcome.Error("loupe", "a fault of Loupe in the check " + first, why));
        } else if (row.decision().verdict() == Verdict.INCONCLUSIVE) {
            String unusable = row.decision().unusable();
            troubles.add(new Outcome.Skipped(unusable == null ? "no check could look at it" : unusable));
        }
        List<Finding> others = row.findings().stream().filter(f -> !f.fails()).toList();
        return new Case(classname, row.id().value(), troubles, others.isEmpty() ? "" : text(others));
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(finding.check().level())
                    .append(' ')
                    .append(finding.check().id());
            text.append(" (")
                    .append(RunText.who(finding.violation().attribution()))
                    .append(")");
            text.append("\n  at ").append(finding.violation().at());
            text.append("\n  ").append(finding.violation().message());
            text.append("\n  expected: ").append(finding.violation().expected());
            text.append("\n  actual:   ").append(finding.violation().actual());
            if (finding.accepted() != null) {
                text.append("\n  accepted by the baseline: ").append(finding.accepted());
            }
            text.append("\n  see it again: ").append(finding.evidence().rerun()).append("\n\n");
        }
        return text.toString().stripTrailing();
    }
}
