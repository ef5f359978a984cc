package dev.loupe.cli;

import dev.loupe.connection.DocumentDownload;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe replay}: judges recorded exchanges. */
@Command(
        name = "replay",
        description = {
            "Judges recorded exchanges offline.",
            "Needs no key and no network. With --against, sends the recorded requests again, judges the new responses,"
                    + " and prints for each request whether it is FIXED, VIOLATED, CHANGED or SAME."
        },
        footer = {
            "  loupe replay recordings/",
            "  loupe replay recordings/ --out conformance-reports/latest",
            "  loupe replay recordings/ --baseline conformance-baseline.yaml",
            "  loupe replay recordings/ --format github",
            "  loupe replay recordings/ --against http://localhost:8080",
            "  zcat traffic.ndjson.gz | loupe replay - --contract gemma-3",
        })
class ReplayCommand extends Subcommand {
    private static final List<String> SENDING_ONLY = List.of(
            "--concurrency",
            "--header",
            "--rate",
            "--max-requests",
            "--max-cost",
            "--price",
            "--max-time",
            "--timeout");

    /** Options that concern what is downloaded, too. */
    private static final List<String> CONNECTING = List.of("--ca", "--proxy");

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Recordings: files (.json, .ndjson, .ndjson.gz), directories, globs, or - for standard input.")
    List<String> paths = List.of();

    @Mixin
    JudgingOptions judging = new JudgingOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    BaselineOutput newBaseline = new BaselineOutput();

    @Option(
            names = "--against",
            paramLabel = "URL|PROVIDER",
            description =
                    "Send the recorded requests to this endpoint, judge the new responses and compare them with the recorded ones.")
    @Nullable
    String against;

    @Mixin
    SendingOptions sending = new SendingOptions();

    @Override
    public Integer call() {
        judging.connections = sending.connections;
        output.requireOutside(paths, "recordings");
        output.deleteEarlierReports();
        output.warnOfUnread(paths, err());
        paths.forEach(path -> requireExisting(path, "replay"));
        if (against != null) {
            return new ReplayAgainst(paths, judging, sending, output, spec.commandLine()).run(against);
        }
        refuse(SENDING_ONLY, "--against");
        if (!judging.mayDownload()) {
            refuse(CONNECTING, "--against, a URL as --contract, or --allow-remote");
        }
        RunEnvironment environment = ProcessEnvironment.of(String.join(", ", paths), 0);
        return output.report(
                journal -> newBaseline.write(
                        judge(journal, environment),
                        judging.baseline,
                        judging::acceptedFindings,
                        environment.clock(),
                        err()),
                out());
    }

    private void refuse(List<String> options, String required) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InvalidInputException(option + " has no effect without " + required);
            }
        }
    }

    private Run judge(Path journal, RunEnvironment environment) {
        try (Recordings recordings = Recordings.open(paths, output.out, System.in);
                ProgressOutput progress = ProgressOutput.reading("replay", output, paths)) {
            RunInput<RawRecord> records = new RunInput<>(
                    recordings.iterator(),
                    raw -> {
                        progress.moved(raw.bytes().length);
                        return RecordingFormat.read(raw);
                    },
                    raw -> raw.bytes().length);
            Run run = RunEngine.run(judging.plan(environment, paths), records, journal, progress::judged, List::of);
            if (run.summary().counts().exchanges() + run.summary().counts().unreadable() == 0) {
                err().println("loupe: no recording in " + String.join(", ", paths));
            }
            return run;
        }
    }

    /** Reports a missing path at once. Globs and standard input are reported when they are read. */
    static void requireExisting(String path, String command) {
        if (DocumentDownload.isAddress(path)) {
            throw new InvalidInputException(path + " is a URL, and " + command
                    + " reads recordings; to probe an endpoint: loupe run --against " + path);
        }
        if (!path.equals("-") && !path.matches(".*[*?\\[{].*") && !Files.exists(Path.of(path))) {
            throw new InvalidInputException(
                    path + " does not exist; give recordings, a directory of recordings, or - for standard input");
        }
    }
}
