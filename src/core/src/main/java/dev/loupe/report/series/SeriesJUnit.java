package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.report.diff.DiffJUnit;
import dev.loupe.report.format.JUnitXmlWriter;
import dev.loupe.report.format.ReportTruncation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several comparisons as one JUnit XML: a suite for each, and one for all together. */
public final class SeriesJUnit implements SeriesWriter {
    private final Consumer<String> out;
    private final String at;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JUnitXmlWriter xml = new JUnitXmlWriter(bytes, "loupe diff");

    public SeriesJUnit(Consumer<String> out, String at) {
        this.out = out;
        this.at = at;
    }

    @Override
    public void add(String name, DiffResult comparison) {
        DiffJUnit.Written written = DiffJUnit.suite(comparison, at);
        xml.suite(written.suite(), written.cases().stream());
    }

    @Override
    public void finish(SeriesSummary summary) {
        List<JUnitXmlWriter.Case> cases = new ArrayList<>();
        summary.failed()
                .forEach(pair -> cases.add(new JUnitXmlWriter.Case(
                        "loupe.diff",
                        "compared " + pair.name(),
                        List.of(new JUnitXmlWriter.Outcome.Errored(
                                "not compared", ReportTruncation.sentence(pair.why()), "")),
                        "")));
        int errors = cases.size();
        summary.onlyOld()
                .forEach(name -> cases.add(new JUnitXmlWriter.Case(
                        "loupe.diff",
                        "present " + name,
                        List.of(new JUnitXmlWriter.Outcome.Failure("removed", "NEW has no spec of that name", "")),
                        "")));
        summary.stale().forEach(entry -> cases.add(DiffJUnit.stale(entry)));
        int failures = cases.size() - errors;
        cases.add(new JUnitXmlWriter.Case("loupe.diff", "pairs", List.of(), summary.counts()));
        xml.suite(new JUnitXmlWriter.Suite("all pairs", cases.size(), failures, errors, 0, at), cases.stream());
        xml.close();
        out.accept(bytes.toString(StandardCharsets.UTF_8));
    }
}
