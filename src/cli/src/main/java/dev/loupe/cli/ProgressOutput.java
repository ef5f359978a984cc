package dev.loupe.cli;

import dev.loupe.check.Attribution;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.report.run.RunText;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person who watches a terminal how far a long run is; a log gets a line for each thing that is found. */
final class ProgressOutput implements AutoCloseable {
    private static final int MOST_TOLD = 1_000;

    private final @Nullable ProgressBar bar;
    private final @Nullable PrintWriter log;
    private final Set<String> told = new HashSet<>();
    private long findings;

    private ProgressOutput(@Nullable ProgressBar bar, @Nullable PrintWriter log) {
        this.bar = bar;
        this.log = log;
    }

    /** Of a run that sends: it takes its time, so that what is found is told at once where no bar is. */
    static ProgressOutput live(String task, boolean quiet, long steps, PrintWriter log) {
        ProgressOutput progress = of(task, quiet, steps);
        return progress.bar == null && !quiet ? new ProgressOutput(null, log) : progress;
    }

    static ProgressOutput of(String task, boolean quiet) {
        return of(task, quiet, -1);
    }

    /**
     * Progress of a task.
     *
     * @param steps how many there will be; negative when nobody knows
     */
    static ProgressOutput of(String task, boolean quiet, long steps) {
        if (quiet || !Terminal.progress()) {
            return new ProgressOutput(null, null);
        }
        return new ProgressOutput(
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

    void saw(ExchangeResult row) {
        saw(row, "");
    }

    /** One step more, with what else a person wants to see. */
    void saw(ExchangeResult row, String more) {
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
                + LocationText.folded(finding.violation().at().toString());
        if (told.size() < MOST_TOLD && told.add(kind)) {
            log.println(RunText.line(finding));
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
