package dev.loupe.cli;

import dev.loupe.check.Calibration;
import dev.loupe.check.CheckContext;
import dev.loupe.check.Level;
import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.provider.ProviderProfile;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe calibrate}: counts false positives of every check. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Counts the false positives of each check.",
            "Input: recordings that are known to conform. Every violation of a MUST is then a false positive until"
                    + " proven otherwise, and the exit code is 1."
        },
        footerHeading = "%nExample:%n",
        footer = "  loupe calibrate --provider openai corpus.ndjson.gz")
class CalibrateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Recordings that are known to conform.")
    List<String> paths = List.of();

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            defaultValue = "openai",
            description = "Provider profile: a built-in name, or a file. Default: ${DEFAULT-VALUE}.")
    String provider = "openai";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        ProviderProfile profile = JudgingOptions.provider(provider);
        Calibration calibration = new Calibration(Checks.all());
        PrintWriter out = spec.commandLine().getOut();
        int unreadable = 0;
        try (Recordings recordings = Recordings.open(paths, System.in)) {
            for (RawRecord raw : recordings) {
                switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read read -> calibration.add(read.exchange(), new CheckContext(null, profile));
                    case ReadResult.Unreadable(String file, int line, String message) -> {
                        unreadable++;
                        spec.commandLine().getErr().println(file + ":" + line + ": " + message);
                    }
                }
            }
        }
        if (calibration.exchanges() == 0) {
            throw new InvalidInputException("cannot read any exchange from " + String.join(", ", paths)
                    + "; give recordings, a folder of recordings, or - for standard input");
        }
        out.print(calibration.table());
        long violations = calibration.rows().stream()
                .filter(row -> row.check().level() == Level.MUST)
                .mapToLong(Calibration.Row::violated)
                .sum();
        out.println();
        out.println(calibration.exchanges() + " exchanges, " + violations + " violations of a MUST, " + unreadable
                + " unreadable");
        return violations == 0 ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }
}
