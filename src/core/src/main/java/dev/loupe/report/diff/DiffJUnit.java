package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.prove.Witness;
import dev.loupe.report.format.JUnitXmlWriter;
import dev.loupe.report.format.JUnitXmlWriter.Outcome;
import dev.loupe.report.format.ReportTruncation;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A comparison as JUnit XML: one case for each change, one for the comparison itself. */
public final class DiffJUnit {
    private DiffJUnit() {}

    /** A suite and its cases. */
    public record Written(JUnitXmlWriter.Suite suite, List<JUnitXmlWriter.Case> cases) {}

    public static void write(DiffResult comparison, String at, OutputStream out) {
        Written written = suite(comparison, at);
        try (JUnitXmlWriter xml = new JUnitXmlWriter(out, "loupe diff")) {
            xml.suite(written.suite(), written.cases().stream());
        }
    }

    public static Written suite(DiffResult comparison, String at) {
        List<JUnitXmlWriter.Case> cases = new ArrayList<>();
        comparison.changes().forEach(change -> cases.add(of(change)));
        comparison.stale().forEach(entry -> cases.add(stale(entry)));
        List<Outcome> whole = comparison.inconclusive().isEmpty()
                ? List.of()
                : List.of(new Outcome.Errored("inconclusive", comparison.inconclusive(), ""));
        cases.add(new JUnitXmlWriter.Case("loupe.diff", "compared", whole, DiffText.summary(comparison)));
        int failures = (int) cases.stream()
                .filter(each -> each.outcomes().stream().anyMatch(Outcome.Failure.class::isInstance))
                .count();
        int skipped = (int) cases.stream()
                .filter(each -> each.outcomes().stream().anyMatch(Outcome.Skipped.class::isInstance))
                .count();
        String name = comparison.old().name() + " -> " + comparison.next().name();
        return new Written(new JUnitXmlWriter.Suite(name, cases.size(), failures, whole.size(), skipped, at), cases);
    }

    public static JUnitXmlWriter.Case stale(AcceptedChanges.Entry entry) {
        return new JUnitXmlWriter.Case(
                "loupe.diff.accepted",
                entry.change(),
                List.of(new Outcome.Failure(
                        "stale",
                        "the accepted change does not occur; remove the entry",
                        entry.file() + ":" + entry.line())),
                "");
    }

    private static JUnitXmlWriter.Case of(Change change) {
        String name =
                ReportTruncation.sentence(change.rule().id() + " " + change.at().pointer());
        if (change.isAccepted()) {
            return new JUnitXmlWriter.Case(
                    "loupe.diff." + change.impact().word(),
                    name,
                    List.of(new Outcome.Skipped("accepted: " + change.accepted())),
                    ReportTruncation.sentence(change.message()));
        }
        if (change.impact() != Impact.BREAKING) {
            return new JUnitXmlWriter.Case(
                    "loupe.diff." + change.impact().word(),
                    name,
                    List.of(),
                    ReportTruncation.sentence(change.message()));
        }
        Witness witness = change.witness();
        String proof = witness == null
                ? "unproven: " + change.unproven()
                : DiffText.shorten(witness.value()) + "\n" + ReportTruncation.sentence(witness.message());
        return new JUnitXmlWriter.Case(
                "loupe.diff.breaking",
                name,
                List.of(new Outcome.Failure(change.rule().id(), ReportTruncation.sentence(change.message()), proof)),
                "");
    }
}
