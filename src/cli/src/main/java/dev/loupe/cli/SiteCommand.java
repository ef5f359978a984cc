package dev.loupe.cli;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunFileException;
import dev.loupe.report.site.SiteWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe site}: a static site over many runs. */
@Command(
        name = "site",
        description = {
            "Writes a static site over the runs in a directory.",
            "One page lists the subjects, one has the history of each, and every run and every change between two runs"
                    + " has its report. Runs of the same subject are one history."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the site was written, whatever the verdicts are", "2:no run can be read, or wrong usage"},
        footer = {"  loupe site runs/ --out public/"})
class SiteCommand extends Subcommand {
    private static final int MAX_DEPTH = 8;

    @Parameters(paramLabel = "RUNS", description = "Directory with files run.json, also in its subdirectories.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path runs;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Directory for the site.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Override
    public Integer call() {
        PrintWriter err = err();
        List<Path> readable = new ArrayList<>();
        for (Path file : found()) {
            try {
                Run.open(file);
                readable.add(file);
            } catch (RunFileException unreadable) {
                err.println("loupe: left out: " + unreadable.getMessage());
            }
        }
        if (readable.isEmpty()) {
            throw new InvalidInputException(
                    runs + " has no readable run.json; write one with 'loupe run --out " + runs.resolve("first") + "'");
        }
        try {
            int written = SiteWriter.write(readable, Run::open, out);
            out().println(out.resolve("index.html") + ": " + written + " of " + readable.size()
                    + (readable.size() == 1 ? " run" : " runs"));
        } catch (UncheckedIOException notWritable) {
            throw new InvalidInputException(
                    "--out: cannot write to " + out + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a writable directory on a disk with free space",
                    notWritable);
        }
        return ExitCode.SUCCESS;
    }

    /** Files run.json, without those of a site in the same directory. */
    private List<Path> found() {
        if (!Files.isDirectory(runs)) {
            throw new InvalidInputException(runs + " is not a directory; give the directory with the reports of runs");
        }
        Path site = out.toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(runs, MAX_DEPTH)) {
            return files.filter(file -> file.endsWith("run.json") && Files.isRegularFile(file))
                    .filter(file -> !file.toAbsolutePath().normalize().startsWith(site))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InvalidInputException(
                    runs + ": cannot be read: " + InvalidInputException.reason(unreadable), unreadable);
        }
    }
}
