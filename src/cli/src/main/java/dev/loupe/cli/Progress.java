package dev.loupe.cli;

import dev.loupe.verdict.Row;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a person who watches a terminal how far a long run is. */
final class Progress implements AutoCloseable {
    private final @Nullable ProgressBar bar;
    private long findings;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
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
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(79)
                .clearDisplayOnFinish()
                .showSpeed()
                .build());
    }

    void saw(Row row) {
        saw(row, "");
    }

    /** One step more, with what else a person wants to see. */
    void saw(Row row, String more) {
        if (bar != null) {
            findings += row.findings().size();
            bar.step();
            bar.setExtraMessage(findings + " findings" + more);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
