package dev.loupe.cli;

import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.report.run.RunText;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress of a long run: a bar on a terminal; elsewhere a line on stderr for each kind of finding that fails the run, for live runs. */
final class ProgressOutput implements AutoCloseable {
    private static final int MAX_KINDS = 1_000;

    private final @Nullable ProgressBar bar;
    private final @Nullable PrintWriter log;
    private final boolean countsBytes;
    private final Set<String> printed = new HashSet<>();
    private long findings;

    private ProgressOutput(@Nullable ProgressBar bar, @Nullable PrintWriter log, boolean countsBytes) {
        this.bar = bar;
        this.log = log;
        this.countsBytes = countsBytes;
    }

    /** Progress of a run that sends requests: where there is no bar, findings that fail the run are printed at once. */
    static ProgressOutput live(String task, boolean quiet, long steps, PrintWriter log) {
        ProgressOutput progress = of(task, quiet, steps);
        return progress.bar == null && !quiet ? new ProgressOutput(null, log, false) : progress;
    }

    static ProgressOutput of(String task, boolean quiet) {
        return of(task, quiet, -1);
    }

    /**
     * Progress of a task.
     *
     * @param steps number of steps; negative when unknown
     */
    static ProgressOutput of(String task, boolean quiet, long steps) {
        if (quiet || !Terminal.progress()) {
            return new ProgressOutput(null, null, false);
        }
        return new ProgressOutput(bar(task, steps).build(), null, false);
    }

    /** Progress in megabytes, with the remaining time, where the size of the recordings is known; else in records. */
    static ProgressOutput reading(String task, OutputOptions output, List<String> paths) {
        return reading(task, output.quiet, () -> Recordings.size(paths, output.out));
    }

    /** The same for other files. */
    static ProgressOutput reading(String task, boolean quiet, Supplier<OptionalLong> size) {
        OptionalLong bytes = quiet || !Terminal.progress() ? OptionalLong.empty() : size.get();
        return bytes.isEmpty() ? of(task, quiet) : inMegabytes(task, bytes.getAsLong());
    }

    /** Progress in megabytes of a task that writes files, whose size is not known. */
    static ProgressOutput writing(String task, boolean quiet) {
        return quiet || !Terminal.progress() ? of(task, true) : inMegabytes(task, -1);
    }

    private static ProgressOutput inMegabytes(String task, long bytes) {
        return new ProgressOutput(bar(task, bytes).setUnit(" MB", 1_000_000).build(), null, true);
    }

    private static ProgressBarBuilder bar(String task, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(79)
                .clearDisplayOnFinish()
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
    }

    /** Bytes were read or written; any thread may call this. */
    void moved(long bytes) {
        if (bar != null && countsBytes) {
            bar.stepBy(bytes);
        }
    }

    /** One more step of a task that does not judge exchanges. */
    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    void judged(ExchangeResult row) {
        judged(row, "");
    }

    /** One more step, with additional text for the bar. */
    void judged(ExchangeResult row, String text) {
        if (log != null) {
            row.findings().stream()
                    // the rest is in the report, and dozens of lines before the verdict hide it
                    .filter(Finding::fails)
                    .forEach(finding -> print(finding, log));
        }
        if (bar != null) {
            findings += row.findings().size();
            if (!countsBytes) {
                bar.step();
            }
            bar.setExtraMessage(", " + findings + " findings" + text);
        }
    }

    /** Prints the first finding of each kind; the report has the number of each. */
    private void print(Finding finding, PrintWriter log) {
        String kind = finding.check().id()
                + finding.violation().attribution()
                + LocationText.folded(finding.violation().at().toString());
        if (printed.size() < MAX_KINDS && printed.add(kind)) {
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
