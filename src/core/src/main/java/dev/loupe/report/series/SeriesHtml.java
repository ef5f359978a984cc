package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.report.format.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several comparisons as one page with a row each, linked to the page of each comparison if there is one. */
public final class SeriesHtml implements SeriesWriter {
    private final Consumer<String> out;
    private final boolean linked;
    private final List<SeriesPage.Row> rows = new ArrayList<>();

    public SeriesHtml(Consumer<String> out, boolean linked) {
        this.out = out;
        this.linked = linked;
    }

    @Override
    public void add(String name, DiffResult comparison) {
        rows.add(SeriesPage.row(name, comparison, linked));
    }

    @Override
    public void finish(SeriesSummary summary) {
        out.accept(HtmlPage.render("series.html", SeriesPage.of(summary, rows), "report.css", "change.css"));
    }
}
