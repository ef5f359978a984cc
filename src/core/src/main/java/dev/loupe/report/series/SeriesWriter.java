package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;

/** One report of several comparisons. Each is written when it is complete, so that none is kept in memory. */
public sealed interface SeriesWriter
        permits SeriesText, SeriesJson, SeriesMarkdown, SeriesAnnotations, SeriesJUnit, SeriesHtml {
    void add(String name, DiffResult comparison);

    void finish(SeriesSummary summary);
}
