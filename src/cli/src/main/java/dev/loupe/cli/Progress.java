package dev.loupe.cli;

import dev.loupe.check.Attribution;
import dev.loupe.report.TextReport;
import dev.loupe.verdict.Finding;
import dev.loupe.verdict.Places;
import dev.loupe.verdict.Row;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person who watches a terminal how far a long run is; a log gets a line for each thing that is found. */
final class Progress implements AutoCloseable {
    private static final int MOST_TOLD = 1_000;

    private final @Nullable ProgressBar bar;
    private final @Nullable PrintWriter log;
    private final Set<String> told = new HashSet<>();
    private long findings;

    private Progress(@Nullable ProgressBar bar, @Nullable PrintWriter log) {
        this.bar = bar;
        this.log = log;
    }

    /** Of a run that sends: it takes its time, so that what is found is told at once where no bar is. */
    static Progress live(String task, boolean quiet, long steps, PrintWriter log) {
        Progress progress = of(task, quiet, steps);
        return progress.bar == null && !quiet ? new Progress(null, log) : progress;
    }

    static Progress of(String task, boolean quiet) {
        return of(task, quiet, -1);
    }

    /**
     * Progress of a task.
     *
     * @param steps how many there will be; negative when nobody knows
     */
    static Progress of(String task, boolean quiet, long steps) {
        if (quiet || !Terminal.progress()) {
            return new Progress(null, null);
        }
        return new Progress(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .setMaxRenderedLength(79)
                        .clearDisplayOnFinish()
                        .showSpeed()
                        .build(),
                null);
    }

    void saw(Row row) {
        saw(row, "");
    }

    /** One step more, with what else a person wants to see. */
    void saw(Row row, String more) {
        if (log != null) {
            row.findings().stream()
                    // a defect of the document is the same in every run; it is in the report
                    .filter(finding -> finding.violation().attribution() != Attribution.SPEC)
                    .forEach(finding -> tell(finding, log));
        }
        if (bar != null) {
            findings += row.findings().size();
            bar.step();
            bar.setExtraMessage(findings + " findings" + more);
        }
    }

    /** The first of a kind; how many there are is in the report. */
    private void tell(Finding finding, PrintWriter log) {
        String kind = finding.check().id()
                + finding.violation().attribution()
                + Places.folded(finding.violation().at().toString());
        if (told.size() < MOST_TOLD && told.add(kind)) {
            log.println(TextReport.line(finding));
            log.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
