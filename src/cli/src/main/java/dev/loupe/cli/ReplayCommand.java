package dev.loupe.cli;

import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineWriter;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe replay}: verifies recorded exchanges offline. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Verifies recorded exchanges offline: no key, no network. With --against: sends their requests"
                + " again and says for each what was FIXED, BROKEN, CHANGED or is the SAME.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe replay recordings/",
            "  loupe replay recordings/ --out conformance-reports/latest",
            "  loupe replay recordings/ --baseline conformance-baseline.yaml",
            "  loupe replay recordings/ --format github",
            "  loupe replay recordings/ --against http://localhost:8080",
            "  zcat traffic.ndjson.gz | loupe replay - --contract gemma-3",
        })
class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Recordings: files (.json, .ndjson, .ndjson.gz), folders, globs, or - for standard input.")
    List<String> paths = List.of();

    @Mixin
    JudgingOptions judging = new JudgingOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Accept what this run finds: write it there, for you to give reasons to.")
    @Nullable
    Path newBaseline;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Option(
            names = "--against",
            paramLabel = "URL|PROVIDER",
            description = "Send the recorded requests again, there; judge the new answers and compare them.")
    @Nullable
    String against;

    @Mixin
    SendingOptions sending = new SendingOptions();

    @Override
    public Integer call() {
        paths.forEach(ReplayCommand::requireThere);
        if (against != null) {
            return new ReplayAgainst(paths, judging, sending, output, spec.commandLine()).run(against);
        }
        RunEnvironment setting = CommandEnvironment.of(String.join(", ", paths), 0);
        return output.conclude(
                journal -> {
                    Run run = examine(journal, setting);
                    accept(run, setting.clock());
                    return run;
                },
                spec.commandLine().getOut());
    }

    private Run examine(Path journal, RunEnvironment setting) {
        try (Recordings recordings = Recordings.open(paths, System.in);
                ProgressOutput progress = ProgressOutput.of("replay", output.quiet)) {
            RunInput<RawRecord> records =
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length);
            return RunEngine.of(judging.plan(setting, paths), records, journal, progress::saw, List::of);
        }
    }

    private void accept(Run run, InstantSource clock) {
        if (newBaseline == null) {
            return;
        }
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            // reasons that somebody wrote are kept, whether or not the run was held to them
            Baseline before = judging.baseline == null && Files.isRegularFile(newBaseline)
                    ? Baseline.read(newBaseline)
                    : judging.acceptedFindings();
            int entries = BaselineWriter.write(newBaseline, run, before, today);
            spec.commandLine()
                    .getErr()
                    .println(newBaseline + ": " + entries
                            + " accepted; each new entry says that nobody has said why yet: write the reason");
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--write-baseline " + newBaseline + " cannot be written: " + InvalidInputException.why(notWritable)
                            + "; name a file in a folder that can, with room on its disk",
                    notWritable);
        }
    }

    /** A path that is not there is a slip of the keyboard; globs and standard input say later what they hold. */
    private static void requireThere(String path) {
        if (path.isEmpty()) {
            // to the system it is the working directory, to a person a variable that was not set
            throw new InvalidInputException(
                    "a PATH is empty; name recordings, a folder of them, or - for standard input");
        }
        if (!path.equals("-") && !path.matches(".*[*?\\[{].*") && !Files.exists(Path.of(path))) {
            throw new InvalidInputException(
                    path + " does not exist; name recordings, a folder of them, or - for standard input");
        }
    }
}
