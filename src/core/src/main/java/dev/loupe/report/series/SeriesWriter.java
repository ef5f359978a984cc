package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;

/** One report of several comparisons, told of each as it is done, so that none need be kept. */
public sealed interface SeriesWriter
        permits SeriesText, SeriesJson, SeriesMarkdown, SeriesAnnotations, SeriesJUnit, SeriesHtml {
    void add(String name, DiffResult comparison);

    void finish(SeriesSummary summary);
}
