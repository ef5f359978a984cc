package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.report.JUnitXml;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several comparisons as one JUnit XML: a suite each, and one for what is to say of all. */
final class SeriesJUnit implements Series {
    private final Consumer<String> out;
    private final String at;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JUnitXml xml = new JUnitXml(bytes, "loupe diff");

    SeriesJUnit(Consumer<String> out, String at) {
        this.out = out;
        this.at = at;
    }

    @Override
    public void add(String name, Comparison comparison) {
        DiffJUnit.Written written = DiffJUnit.suite(comparison, at);
        xml.suite(written.suite(), written.cases().stream());
    }

    @Override
    public void finish(SeriesSummary summary) {
        List<JUnitXml.Case> cases = new ArrayList<>();
        summary.failed()
                .forEach(pair -> cases.add(new JUnitXml.Case(
                        "loupe.diff",
                        "compared " + pair.name(),
                        List.of(new JUnitXml.Trouble.Fault("not compared", Cut.sentence(pair.why()), "")),
                        "")));
        int errors = cases.size();
        summary.onlyOld()
                .forEach(name -> cases.add(new JUnitXml.Case(
                        "loupe.diff",
                        "kept " + name,
                        List.of(new JUnitXml.Trouble.Failure("gone", "NEW has no contract of that name", "")),
                        "")));
        summary.stale().forEach(entry -> cases.add(DiffJUnit.stale(entry)));
        int failures = cases.size() - errors;
        cases.add(new JUnitXml.Case("loupe.diff", "pairs", List.of(), summary.counts()));
        xml.suite(new JUnitXml.Suite("all pairs", cases.size(), failures, errors, 0, at), cases.stream());
        xml.close();
        out.accept(bytes.toString(StandardCharsets.UTF_8));
    }
}
