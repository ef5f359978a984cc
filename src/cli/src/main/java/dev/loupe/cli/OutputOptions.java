package dev.loupe.cli;

import dev.loupe.report.Reports;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go: the options that every command with a verdict has. */
class OutputOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write every report there: run.json, index.html, junit.xml, results.sarif, summary.md.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What to print: ${COMPLETION-CANDIDATES}. Default: text.")
    Reports.Format format = Reports.Format.TEXT;

    @Option(names = "--quiet", description = "Print nothing but faults.")
    boolean quiet;

    @Option(names = "--no-color", description = "Print without colours; NO_COLOR does the same.")
    boolean noColour;

    /** Runs with a journal where reports go, writes and prints what is wanted, and says how to end. */
    int conclude(Function<Path, Run> examination, PrintWriter stdout) {
        if (out == null) {
            Path journal = temporary();
            try {
                return show(examination.apply(journal), "", stdout);
            } finally {
                discard(journal);
            }
        }
        try {
            Files.createDirectories(out);
        } catch (IOException notWritable) {
            throw notWritable(notWritable);
        }
        try {
            Run run = examination.apply(out.resolve(Reports.JOURNAL));
            Reports.writeAll(run, out);
            return show(run, out.resolve("index.html").toString(), stdout);
        } catch (UncheckedIOException notWritable) {
            throw notWritable(notWritable.getCause());
        }
    }

    /** Prints a run as asked for, and says how to end. */
    int show(Run run, String report, PrintWriter stdout) {
        if (!quiet) {
            Reports.print(run, format, !noColour && Terminal.colours(), report, new ToWriter(stdout));
        }
        return exitCode(run);
    }

    private static int exitCode(Run run) {
        Verdict verdict = run.verdict();
        boolean nothingReadable = run.tally().counts().exchanges() == 0
                && !run.tally().unreadable().isEmpty();
        return switch (verdict) {
            case CONFORMANT -> ExitCode.GOOD;
            case NON_CONFORMANT -> ExitCode.BROKEN;
            case INCONCLUSIVE -> nothingReadable ? ExitCode.USAGE : ExitCode.INCONCLUSIVE;
        };
    }

    private InputFault notWritable(@Nullable IOException cause) {
        String why = cause == null ? "" : ": " + cause.getMessage();
        return new InputFault(
                "--out " + out + " cannot be written" + why + "; name a directory that can, with room on"
                        + " its disk. What was decided before is in its " + Reports.JOURNAL,
                cause);
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("loupe-", ".ndjson");
        } catch (IOException noRoom) {
            throw new InputFault(
                    "the directory for temporary files cannot be written (" + noRoom.getMessage()
                            + "); set TMPDIR, or name a directory with --out",
                    noRoom);
        }
    }

    private static void discard(Path journal) {
        try {
            Files.deleteIfExists(journal);
        } catch (IOException leftBehind) {
            journal.toFile().deleteOnExit();
        }
    }

    /** Bytes of UTF-8 text on their way to a writer. */
    private static final class ToWriter extends OutputStream {
        private final PrintWriter writer;
        private final java.io.ByteArrayOutputStream held = new java.io.ByteArrayOutputStream();

        ToWriter(PrintWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(int b) {
            held.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            held.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            writer.print(held.toString(java.nio.charset.StandardCharsets.UTF_8));
            held.reset();
            writer.flush();
        }
    }
}
