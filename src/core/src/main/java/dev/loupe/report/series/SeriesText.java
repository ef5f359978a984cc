package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.report.diff.DiffText;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.WrappedText;
import java.util.function.Consumer;

/** Several comparisons for a terminal: one after the other, followed by the summary. */
public final class SeriesText implements SeriesWriter {
    private final Consumer<String> out;
    private final int width;
    private boolean afterBlock;

    public SeriesText(Consumer<String> out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void add(String name, DiffResult comparison) {
        boolean silent = comparison.changes().isEmpty()
                && comparison.inconclusive().isEmpty()
                && comparison.evidence() == null
                && comparison.client().isEmpty();
        // most specs of a large set are unchanged: one line each
        WrappedText line = new WrappedText(width);
        if (!silent || afterBlock) {
            line.blank();
        }
        out.accept(
                silent
                        ? line.line("", 2, name + ": no contract change").toString()
                        : line + DiffText.of(comparison, width));
        afterBlock = !silent;
    }

    @Override
    public void finish(SeriesSummary summary) {
        WrappedText lines = new WrappedText(width).blank().line("", 2, summary.counts());
        summary.remarks().forEach(remark -> lines.line("", 2, ReportTruncation.sentence(remark)));
        out.accept(lines.toString());
    }
}
