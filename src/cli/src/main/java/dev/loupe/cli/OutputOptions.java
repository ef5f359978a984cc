package dev.loupe.cli;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.file.RecordingFiles;
import dev.loupe.report.RunReports;
import dev.loupe.report.comparison.RunComparison;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for reports and standard output. */
class OutputOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for all reports; it is created. It gets run.json, index.html, junit.xml,"
                    + " results.sarif, codequality.json, summary.md, badge.svg, badge.json and journal.ndjson; for several"
                    + " runs comparison.html, .json and .md. Reports of an earlier run in it are replaced.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Format of standard output: text, json, markdown, github (annotations), sarif. Default: text.")
    RunReports.Format format = RunReports.Format.TEXT;

    @Option(names = "--quiet", description = "Print errors only.")
    boolean quiet;

    @Option(
            names = "--no-color",
            description = "Print without colors. The environment variable NO_COLOR has the same effect.")
    boolean noColor;

    void requireOutside(List<String> inputs, String what) {
        requireOutside(out, inputs, what);
    }

    /** Rejects reports in a folder of inputs itself: the next run would read them. Below it, they are not read. */
    static void requireOutside(@Nullable Path out, List<String> inputs, String what) {
        for (Path folder : folders(inputs)) {
            if (out != null && real(out).equals(real(folder))) {
                throw new InvalidInputException("--out: the files in " + out + " are read as " + what
                        + "; choose another directory, for example one below it");
            }
        }
    }

    /** Warns of recordings that are not read because they are in the directory of the reports. */
    void warnOfUnread(List<String> inputs, PrintWriter stderr) {
        Path reports = out;
        if (reports != null
                && folders(inputs).stream().anyMatch(folder -> real(reports).startsWith(real(folder)))
                && RecordingFiles.existIn(reports)) {
            stderr.println(
                    "loupe: the files in " + reports + " are not read as recordings: it is the directory of --out");
        }
    }

    private static List<Path> folders(List<String> inputs) {
        // a glob is no path on every system
        return inputs.stream()
                .map(File::new)
                .filter(File::isDirectory)
                .map(File::toPath)
                .toList();
    }

    /** Whether both are names of one file: the same path, or a link to it of any kind. */
    static boolean isSameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException missing) {
            return false;
        }
    }

    /** The path without links, as far as it exists. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return absolute.toRealPath();
        } catch (IOException doesNotExist) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    /** Deletes the reports of an earlier run. Called first, so that a run that is rejected or killed leaves none. */
    void deleteEarlierReports() {
        if (out == null) {
            return;
        }
        try {
            RunReports.deleteEarlier(out);
        } catch (UncheckedIOException notWritable) {
            throw notWritable(out, notWritable);
        }
    }

    /** Runs with a journal, writes and prints the reports, and returns the exit code. */
    int report(Function<Path, Run> runner, PrintWriter stdout) {
        if (out == null) {
            Path journal = temporary();
            try {
                return print(runner.apply(journal), "", stdout);
            } catch (UncheckedIOException noRoom) {
                throw noTemporary(noRoom);
            } finally {
                discard(journal);
            }
        }
        Path journal = out.resolve(RunReports.JOURNAL);
        JournalFile announced = JournalFile.announceWhenStopped(journal);
        try {
            Files.createDirectories(out);
            return publish(runner.apply(journal), stdout);
        } catch (IOException | UncheckedIOException notWritable) {
            throw notWritable(out, notWritable);
        } finally {
            announced.close();
        }
    }

    /** Writes all reports if --out is given, prints the run, and returns the exit code. */
    int publish(Run run, PrintWriter stdout) {
        if (out == null) {
            return print(run, "", stdout);
        }
        try (ProgressOutput progress = ProgressOutput.writing("reports", quiet)) {
            RunReports.writeAll(run, out, progress::moved);
        } catch (UncheckedIOException notWritable) {
            throw notWritable(out, notWritable);
        }
        return print(run, out.resolve("index.html").toString(), stdout);
    }

    /** Writes a comparison if --out is given, prints it, and returns the exit code. */
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
        return comparison.verdict().exitCode();
    }

    /** Prints a run and returns the exit code. */
    private int print(Run run, String report, PrintWriter stdout) {
        if (!quiet) {
            RunReports.print(run, format, !noColor && Terminal.colors(), report, new ToWriter(stdout));
        } else if (exitCode(run) == ExitCode.USAGE) {
            // --quiet omits the report, not the error
            throw new InvalidInputException(run.summary().unreadable().stream()
                    .findFirst()
                    .map(record -> record.file() + ":" + record.line() + ": " + record.message())
                    .orElse("the input has no exchange and no document"));
        }
        return exitCode(run);
    }

    private static int exitCode(Run run) {
        // a live run that could not start is inconclusive; recordings without any exchange are wrong input
        boolean nothingRead = run.summary().counts().exchanges() == 0
                && run.end().incomplete().isEmpty();
        return nothingRead && run.verdict() == Verdict.INCONCLUSIVE
                ? ExitCode.USAGE
                : run.verdict().exitCode();
    }

    private static InvalidInputException notWritable(Path out, Exception cause) {
        boolean hasJournal = Files.exists(out.resolve(RunReports.JOURNAL));
        return new InvalidInputException(
                "--out: cannot write to " + out + ": " + InvalidInputException.reason(cause)
                        + "; choose a writable directory on a disk with free space"
                        + (hasJournal ? "; the results so far are in " + out.resolve(RunReports.JOURNAL) : ""),
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
                "cannot write to the directory for temporary files, " + System.getProperty("java.io.tmpdir") + ": "
                        + InvalidInputException.reason(cause)
                        + "; set TMPDIR to a writable directory on a disk with free space, or use --out DIR",
                cause);
    }

    private static void discard(Path journal) {
        try {
            Files.deleteIfExists(journal);
        } catch (IOException leftBehind) {
            // deletion is tried again when the process ends
        }
    }

    /** Decodes UTF-8 bytes and passes the text to a writer. */
    private static final class ToWriter extends OutputStream {
        private final PrintWriter writer;
        private final java.io.ByteArrayOutputStream buffer = new java.io.ByteArrayOutputStream();

        ToWriter(PrintWriter writer) {
            this.writer = writer;
        }

        @Override
        public void write(int b) {
            buffer.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            buffer.write(bytes, offset, length);
            if (buffer.size() > 1 << 16) {
                writeCompleteLines();
            }
        }

        /** Bounds memory for long reports. Cutting after a line feed never cuts a UTF-8 character. */
        private void writeCompleteLines() {
            byte[] bytes = buffer.toByteArray();
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            writer.print(new String(bytes, 0, end, java.nio.charset.StandardCharsets.UTF_8));
            buffer.reset();
            buffer.write(bytes, end, bytes.length - end);
        }

        @Override
        public void flush() {
            writer.print(buffer.toString(java.nio.charset.StandardCharsets.UTF_8));
            buffer.reset();
            writer.flush();
        }
    }
}
