package dev.loupe.report.change;

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

    static void write(Comparison comparison, String at, OutputStream out) {
        List<JUnitXml.Case> cases = new ArrayList<>();
        comparison.changes().forEach(change -> cases.add(of(change)));
        comparison
                .stale()
                .forEach(entry -> cases.add(new JUnitXml.Case(
                        "loupe.diff.accepted",
                        entry.change(),
                        List.of(new Trouble.Failure(
                                "stale",
                                "accepts a change that does not happen; remove the entry",
                                entry.file() + ":" + entry.line())),
                        "")));
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
        try (JUnitXml xml = new JUnitXml(out, "loupe diff")) {
            String name = comparison.old().name() + " -> " + comparison.next().name();
            xml.suite(new JUnitXml.Suite(name, cases.size(), failures, whole.size(), skipped, at), cases.stream());
        }
    }

    private static JUnitXml.Case of(Change change) {
        String name = change.rule().id() + " " + change.at().pointer();
        if (change.isAccepted()) {
            return new JUnitXml.Case(
                    "loupe.diff." + change.impact().word(),
                    name,
                    List.of(new Trouble.Skipped("accepted: " + change.accepted())),
                    change.message());
        }
        if (change.impact() != Impact.BREAKING) {
            return new JUnitXml.Case("loupe.diff." + change.impact().word(), name, List.of(), change.message());
        }
        Witness witness = change.witness();
        String proof = witness == null
                ? "unproven: " + change.unproven()
                : DiffText.shorten(witness.value()) + "\n" + witness.words();
        return new JUnitXml.Case(
                "loupe.diff.breaking",
                name,
                List.of(new Trouble.Failure(change.rule().id(), change.message(), proof)),
                "");
    }
}
