package dev.loupe.report.change;

import dev.loupe.change.Acceptance;
import dev.loupe.change.Change;
import dev.loupe.change.Comparison;
import dev.loupe.change.Impact;
import dev.loupe.change.Witness;
import dev.loupe.report.JUnitXml;
import dev.loupe.report.JUnitXml.Trouble;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A comparison as JUnit XML: one case for each change, one for the comparison itself. */
final class DiffJUnit {
    private DiffJUnit() {}

    /** A suite and its cases. */
    record Written(JUnitXml.Suite suite, List<JUnitXml.Case> cases) {}

    static void write(Comparison comparison, String at, OutputStream out) {
        Written written = suite(comparison, at);
        try (JUnitXml xml = new JUnitXml(out, "loupe diff")) {
            xml.suite(written.suite(), written.cases().stream());
        }
    }

    static Written suite(Comparison comparison, String at) {
        List<JUnitXml.Case> cases = new ArrayList<>();
        comparison.changes().forEach(change -> cases.add(of(change)));
        comparison.stale().forEach(entry -> cases.add(stale(entry)));
        List<Trouble> whole = comparison.inconclusive().isEmpty()
                ? List.of()
                : List.of(new Trouble.Fault("inconclusive", comparison.inconclusive(), ""));
        cases.add(new JUnitXml.Case("loupe.diff", "compared", whole, DiffText.summary(comparison)));
        int failures = (int) cases.stream()
                .filter(each -> each.troubles().stream().anyMatch(Trouble.Failure.class::isInstance))
                .count();
        int skipped = (int) cases.stream()
                .filter(each -> each.troubles().stream().anyMatch(Trouble.Skipped.class::isInstance))
                .count();
        String name = comparison.old().name() + " -> " + comparison.next().name();
        return new Written(new JUnitXml.Suite(name, cases.size(), failures, whole.size(), skipped, at), cases);
    }

    static JUnitXml.Case stale(Acceptance.Entry entry) {
        return new JUnitXml.Case(
                "loupe.diff.accepted",
                entry.change(),
                List.of(new Trouble.Failure(
                        "stale",
                        "accepts a change that does not happen; remove the entry",
                        entry.file() + ":" + entry.line())),
                "");
    }

    private static JUnitXml.Case of(Change change) {
        String name = Cut.sentence(change.rule().id() + " " + change.at().pointer());
        if (change.isAccepted()) {
            return new JUnitXml.Case(
                    "loupe.diff." + change.impact().word(),
                    name,
                    List.of(new Trouble.Skipped("accepted: " + change.accepted())),
                    Cut.sentence(change.message()));
        }
        if (change.impact() != Impact.BREAKING) {
            return new JUnitXml.Case(
                    "loupe.diff." + change.impact().word(), name, List.of(), Cut.sentence(change.message()));
        }
        Witness witness = change.witness();
        String proof = witness == null
                ? "unproven: " + change.unproven()
                : DiffText.shorten(witness.value()) + "\n" + Cut.sentence(witness.words());
        return new JUnitXml.Case(
                "loupe.diff.breaking",
                name,
                List.of(new Trouble.Failure(change.rule().id(), Cut.sentence(change.message()), proof)),
                "");
    }
}
