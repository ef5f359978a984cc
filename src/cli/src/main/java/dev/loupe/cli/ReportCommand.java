package dev.loupe.cli;

import dev.loupe.check.Check;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunFileException;
import dev.loupe.report.comparison.RunComparison;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe report}: renders one run or compares several. */
@Command(
        name = "report",
        description = {
            "Renders the reports of a run again, or compares runs.",
            "Reads run.json, or the journal of a run that was stopped. Several runs are compared per check and per"
                    + " parameter; for two runs, findings are listed as new, fixed or unchanged."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "one run, or --merge:the code of its verdict",
            "two runs:1 when the second has new findings that fail it; 3 when one was stopped early; else 0",
            "more runs:the worst code of their verdicts",
        },
        footer = {
            "  loupe report conformance-reports/latest/run.json --format markdown",
            "  loupe report conformance-reports/latest/journal.ndjson --out rescued/",
            "  loupe report before/run.json after/run.json --out compared/",
            "  loupe report a/run.json b/run.json c/run.json --format json",
            "  loupe report --merge part1/ part2/ --out joined/",
        })
class ReportCommand extends Subcommand {
    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            description = "Files run.json or journal.ndjson; with --merge also the directories of reports.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    List<Path> files;

    @Option(
            names = "--merge",
            description = "Join the runs: each is a part of the recordings, judged apart. What compares exchanges is"
                    + " decided anew over all parts, and so is the baseline. The parts need their journal.ndjson.")
    boolean merge;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "With --merge: file of accepted findings, each with a reason.")
    @Nullable
    Path baseline;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        if (merge) {
            return merged();
        }
        if (baseline != null) {
            throw new InvalidInputException(
                    "--baseline needs --merge; the findings of a run were accepted when it ran");
        }
        List<RunComparison.OpenedRun> runs = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException(file + " is not a file; give "
                        + Stream.of("run.json", "journal.ndjson")
                                .map(file::resolve)
                                .filter(Files::isRegularFile)
                                .findFirst()
                                .map(Path::toString)
                                .orElse("a run.json or a journal.ndjson"));
            }
            runs.add(new RunComparison.OpenedRun(file.toString(), open(file)));
        }
        PrintWriter stdout = out();
        return runs.size() == 1
                ? output.publish(runs.getFirst().run(), stdout)
                : output.publish(RunComparison.of(runs), stdout);
    }

    private int merged() {
        RunParts parts = RunParts.of(files);
        if (output.out != null
                && parts.journals().stream().anyMatch(journal -> journal.toAbsolutePath()
                        .normalize()
                        .startsWith(output.out.toAbsolutePath().normalize()))) {
            throw new InvalidInputException("--out: " + output.out + " has one of the parts; choose another directory");
        }
        output.deleteEarlierReports();
        Baseline accepted = JudgingOptions.acceptedFindings(
                baseline, Checks.all().stream().map(Check::info).toList());
        return output.report(
                journal -> {
                    try (ProgressOutput progress = ProgressOutput.of("merge", output.quiet)) {
                        return parts.merge(accepted, journal, progress::judged);
                    }
                },
                out());
    }

    private static Run open(Path file) {
        try {
            return Run.open(file);
        } catch (RunFileException unreadable) {
            throw new InvalidInputException(unreadable.getMessage(), unreadable);
        }
    }
}
