package dev.loupe.cli;

import dev.loupe.engine.ExchangeNotJudgedException;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.report.format.VisibleText;
import dev.loupe.serve.record.RecordingObserver;
import dev.loupe.serve.record.RecordingProxy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints what a recorder does: violations as they pass, losses at once, and the counts at the end. */
final class RecordingReport implements RecordingObserver {
    /** Different failures that are printed. */
    private static final int MOST_FAILURES = 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable RunEngine engine;
    private final boolean trailer;
    private final Set<String> failures = new HashSet<>();
    private long violations;
    private long unanswered;

    private RecordingReport(PrintWriter out, PrintWriter err, @Nullable RunEngine engine, boolean trailer) {
        this.out = out;
        this.err = err;
        this.engine = engine;
        this.trailer = trailer;
    }

    /**
     * A report of one recorder.
     *
     * @param engine judges each exchange; null when none is judged
     * @param trailer whether clients receive the ids of violated checks
     */
    static RecordingReport of(PrintWriter out, PrintWriter err, @Nullable RunEngine engine, boolean trailer) {
        return new RecordingReport(out, err, engine, trailer);
    }

    @Override
    public List<String> recorded(Path file, boolean kept, byte[] recording) {
        if (engine == null) {
            return List.of();
        }
        String name = kept ? file.toString() : "(not kept: known shape)";
        switch (RecordingFormat.read(RawRecord.of(name, 1, recording))) {
            case ReadResult.Read read -> {
                try {
                    ExchangeResult result = engine.judge(read.exchange());
                    print(name, result);
                    return result.findings().stream()
                            .map(finding -> finding.check().id().toString())
                            .toList();
                } catch (ExchangeNotJudgedException notJudged) {
                    print("not judged " + name + ": " + notJudged.getMessage());
                }
            }
            case ReadResult.Unreadable unreadable -> print("not judged " + name + ": " + unreadable.message());
        }
        return List.of();
    }

    @Override
    public boolean addsFindings() {
        return trailer;
    }

    private void print(String file, ExchangeResult result) {
        for (Finding finding : result.findings()) {
            if (finding.fails()) {
                synchronized (this) {
                    violations++;
                }
            }
            print(finding.check().level() + " " + finding.check().id() + " " + file + " "
                    + finding.violation().at() + ": "
                    + VisibleText.line(finding.violation().message()));
        }
    }

    private void print(String line) {
        synchronized (this) {
            out.println(line);
            out.flush();
        }
    }

    @Override
    public void completing(long count) {
        synchronized (this) {
            err.println("loupe: completing " + count + " recordings");
            err.flush();
        }
    }

    @Override
    public void unanswered(String host, Failure failure) {
        synchronized (this) {
            unanswered++;
            if (failures.size() < MOST_FAILURES && failures.add(failure.message())) {
                err.println("loupe: no response from " + host + ": " + failure.message());
                err.flush();
            }
        }
    }

    @Override
    public void lost(String reason) {
        synchronized (this) {
            err.println("loupe: recording is incomplete, traffic continues: " + reason);
            err.flush();
        }
    }

    /** Prints the counts and returns the exit code. */
    int end(RecordingProxy proxy) {
        List<String> counts = new ArrayList<>();
        counts.add(proxy.written() + " exchanges recorded");
        if (unanswered > 0) {
            counts.add(unanswered + " without a response");
        }
        if (proxy.cut() > 0) {
            counts.add(proxy.cut() + " recorded in part");
        }
        if (proxy.notWritten() > 0) {
            counts.add(proxy.notWritten() + " not recorded");
        }
        if (proxy.sameShape() > 0) {
            counts.add(proxy.sameShape() + " not kept (same shape as another)");
        }
        if (engine != null) {
            counts.add(violations + " violations");
        }
        out.println(String.join(", ", counts));
        out.flush();
        if (violations > 0) {
            return ExitCode.FAILURE;
        }
        return proxy.cut() + proxy.notWritten() > 0 ? ExitCode.INCONCLUSIVE : ExitCode.SUCCESS;
    }
}
