package dev.loupe.report.series;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AcceptedChanges;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several comparisons as one report in one or more formats, each a valid document of its kind. */
public final class SeriesReport implements AutoCloseable {
    private final List<SeriesWriter> reports;
    private final @Nullable SeriesFiles files;
    private final Map<DiffResult.Verdict, Integer> verdicts = new EnumMap<>(DiffResult.Verdict.class);
    private final List<DiffPairResult.Failed> failed = new ArrayList<>();
    private @Nullable Set<AcceptedChanges.Entry> stale;

    /**
     * A report.
     *
     * @param files where the writers write to; null when they write to none
     */
    public SeriesReport(List<SeriesWriter> reports, @Nullable SeriesFiles files) {
        this.reports = reports;
        this.files = files;
    }

    /** Adds the result of a pair. */
    public void add(DiffPairResult result) {
        switch (result) {
            case DiffPairResult.Failed failure -> failed.add(failure);
            case DiffPairResult.Compared(String name, DiffResult comparison) -> {
                verdicts.merge(comparison.verdict(), 1, Integer::sum);
                if (stale == null) {
                    stale = new LinkedHashSet<>(comparison.stale());
                } else {
                    stale.retainAll(comparison.stale());
                }
                DiffResult compared = comparison.withoutStale();
                reports.forEach(report -> report.add(name, compared));
            }
        }
    }

    /** Completes the reports and returns the summary. */
    public SeriesSummary finish(List<String> onlyOld, List<String> onlyNew) {
        // a spec that was not compared may contain the accepted change
        List<AcceptedChanges.Entry> unused =
                stale == null || !failed.isEmpty() || !onlyOld.isEmpty() ? List.of() : List.copyOf(stale);
        SeriesSummary summary = new SeriesSummary(verdicts, failed, onlyOld, onlyNew, unused);
        reports.forEach(report -> report.finish(summary));
        if (files != null) {
            files.publish();
        }
        return summary;
    }

    @Override
    public void close() {
        if (files != null) {
            files.close();
        }
    }
}
