package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import java.util.function.Consumer;

/** Several comparisons for a terminal: one after the other, and at the end what is to say of all. */
final class SeriesText implements Series {
    private final Consumer<String> out;
    private final int width;
    private boolean afterBlock;

    SeriesText(Consumer<String> out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void add(String name, Comparison comparison) {
        boolean silent = comparison.changes().isEmpty()
                && comparison.inconclusive().isEmpty()
                && comparison.evidence() == null
                && comparison.client().isEmpty();
        // of a thousand contracts most are the same: a line each is enough
        TextLines line = new TextLines(width);
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
        TextLines lines = new TextLines(width).blank().line("", 2, summary.counts());
        summary.remarks().forEach(remark -> lines.line("", 2, Cut.sentence(remark)));
        out.accept(lines.toString());
    }
}
