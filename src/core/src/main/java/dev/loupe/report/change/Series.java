package dev.loupe.report.change;

import dev.loupe.change.Comparison;

/** One report of several comparisons, told of each as it is done, so that none need be kept. */
sealed interface Series permits SeriesText, SeriesJson, SeriesMarkdown, SeriesNotes, SeriesJUnit, SeriesHtml {
    void add(String name, Comparison comparison);

    void finish(SeriesSummary summary);
}
