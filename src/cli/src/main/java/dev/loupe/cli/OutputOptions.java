package dev.loupe.cli;

import dev.loupe.engine.journal.Run;
import dev.loupe.report.RunReports;
import dev.loupe.report.comparison.RunComparison;
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
    RunReports.Format format = RunReports.Format.TEXT;

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
            } catch (UncheckedIOException noRoom) {
                throw noTemporary(noRoom);
            } finally {
                discard(journal);
            }
        }
        Path journal = out.resolve(RunReports.JOURNAL);
        JournalFile journalled = JournalFile.whenStopped(journal);
        try {
            Files.createDirectories(out);
            return publish(examination.apply(journal), stdout);
        } catch (IOException | UncheckedIOException notWritable) {
            throw notWritable(out, notWritable);
        } finally {
            journalled.close();
        }
    }

    /** Writes every report, where that is wanted, and prints a run. */
    int publish(Run run, PrintWriter stdout) {
        if (out == null) {
            return show(run, "", stdout);
        }
        try {
            RunReports.writeAll(run, out);
        } catch (UncheckedIOException notWritable) {
            throw notWritable(out, notWritable);
        }
        return show(run, out.resolve("index.html").toString(), stdout);
    }

    /** Writes a comparison, where that is wanted, prints it, and says how to end. */
    int publish(RunComparison comparison, PrintWriter stdout) {
        try {
            if (out != null) {
                RunReports.writeAll(comparison, out);
            }
            if (!quiet) {
                RunReports.print(comparison, format, new ToWriter(stdout));
            }
        } catch (UncheckedIOException notWritable) {
            throw notWritable(out == null ? Path.of(".") : out, notWritable);
        } catch (IllegalArgumentException noSuchFormat) {
            throw new InvalidInputException("--format: " + noSuchFormat.getMessage(), noSuchFormat);
        }
        return switch (comparison.verdict()) {
            case CONFORMANT -> ExitCode.GOOD;
            case NON_CONFORMANT -> ExitCode.BROKEN;
            case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
        };
    }

    /** Prints a run as asked for, and says how to end. */
    private int show(Run run, String report, PrintWriter stdout) {
        if (!quiet) {
            RunReports.print(run, format, !noColour && Terminal.colours(), report, new ToWriter(stdout));
        }
        return exitCode(run);
    }

    private static int exitCode(Run run) {
        // a live run that could not start is inconclusive; input that holds nothing is the user's to mend
        boolean nothingRead = run.tally().counts().exchanges() == 0
                && run.ending().incomplete().isEmpty();
        return switch (run.verdict()) {
            case CONFORMANT -> ExitCode.GOOD;
            case NON_CONFORMANT -> ExitCode.BROKEN;
            case INCONCLUSIVE -> nothingRead ? ExitCode.USAGE : ExitCode.INCONCLUSIVE;
        };
    }

    private static InvalidInputException notWritable(Path out, Exception cause) {
        boolean begun = Files.exists(out.resolve(RunReports.JOURNAL));
        return new InvalidInputException(
                "--out " + out + " cannot be written: " + InvalidInputException.why(cause)
                        + "; name a directory that can, with room on its disk"
                        + (begun ? "; what was decided is in " + out.resolve(RunReports.JOURNAL) : ""),
                cause);
    }

    private static Path temporary() {
        try {
            return JournalFile.temporary();
        } catch (IOException noRoom) {
            throw noTemporary(noRoom);
        }
    }

    private static InvalidInputException noTemporary(Exception cause) {
        return new InvalidInputException(
                "the directory for temporary files, " + System.getProperty("java.io.tmpdir") + ", cannot be written: "
                        + InvalidInputException.why(cause)
                        + "; set TMPDIR to one with room, or name a directory with --out",
                cause);
    }

    private static void discard(Path journal) {
        try {
            Files.deleteIfExists(journal);
        } catch (IOException leftBehind) {
            // it is tried once more when the process ends
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
            if (held.size() > 1 << 16) {
                wholeLines();
            }
        }

        /** A report of a million exchanges is not held as a whole; a line feed is part of no longer character. */
        private void wholeLines() {
            byte[] bytes = held.toByteArray();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            writer.print(new String(bytes, 0, end, java.nio.charset.StandardCharsets.UTF_8));
            held.reset();
            held.write(bytes, end, bytes.length - end);
        }

        @Override
        public void flush() {
            writer.print(held.toString(java.nio.charset.StandardCharsets.UTF_8));
            held.reset();
            writer.flush();
        }
    }
}
