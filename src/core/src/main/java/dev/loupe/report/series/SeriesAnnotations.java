package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Change;
import dev.loupe.report.diff.DiffAnnotations;
import dev.loupe.report.diff.DiffFormat;
import dev.loupe.report.format.CodeQualityWriter;
import dev.loupe.report.format.ReportAnnotation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several comparisons as one SARIF document, or as one set of annotations. */
public final class SeriesAnnotations implements SeriesWriter {
    /** GitHub keeps at most this number of results of a run. */
    private static final int MOST = 5_000;

    private final Consumer<String> out;
    private final DiffFormat format;
    private final String version;
    private final List<ReportAnnotation> notes = new ArrayList<>();
    private final List<String> inconclusive = new ArrayList<>();
    private int left;

    /** @param format SARIF, CODEQUALITY or GITHUB */
    public SeriesAnnotations(Consumer<String> out, DiffFormat format, String version) {
        this.out = out;
        this.format = format;
        this.version = version;
    }

    @Override
    public void add(String name, DiffResult comparison) {
        for (Change change : comparison.changes()) {
            if (format == DiffFormat.SARIF || DiffAnnotations.isAnnotated(change)) {
                if (notes.size() < MOST) {
                    notes.add(DiffAnnotations.note(change, comparison));
                } else {
                    left++;
                }
            }
        }
        if (!comparison.inconclusive().isEmpty()) {
            inconclusive.add(name + ": " + comparison.inconclusive());
        }
    }

    @Override
    public void finish(SeriesSummary summary) {
        if (format == DiffFormat.GITHUB) {
            out.accept(DiffAnnotations.commands(notes, summary.counts()));
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (format == DiffFormat.CODEQUALITY) {
            CodeQualityWriter.write(bytes, notes);
        } else {
            sarif(summary, bytes);
        }
        out.accept(bytes.toString(StandardCharsets.UTF_8));
    }

    private void sarif(SeriesSummary summary, ByteArrayOutputStream bytes) {
        List<String> remarks = new ArrayList<>(summary.remarks());
        remarks.addAll(inconclusive);
        if (left > 0) {
            remarks.add(left + " more changes are in the JSON report");
        }
        boolean whole = inconclusive.isEmpty() && summary.failed().isEmpty();
        DiffAnnotations.sarif(notes, version, whole, String.join("; ", remarks), bytes);
    }
}
