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
        if (quiet || !Terminal.progress()) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(79)
                .clearDisplayOnFinish()
                .showSpeed()
                .build());
    }

    void saw(Row row) {
        if (bar != null) {
            findings += row.findings().size();
            bar.step();
            bar.setExtraMessage(findings + " findings");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
