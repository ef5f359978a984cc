package dev.loupe.cli;

import dev.loupe.check.Adjudications;
import dev.loupe.check.Calibration;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.text.InputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe calibrate}: counts the violations of every check on real recordings, by provider. */
@Command(
        name = "calibrate",
        description = {
            "Counts how often each check applies and is violated, by provider.",
            "Input: real recordings. Each violation of a MUST is a false positive until a person read it. With a"
                    + " violation that no entry of --adjudicated covers the exit code is 1."
        },
        footerHeading = "%nExample:%n",
        footer = "  loupe calibrate --adjudicated adjudicated.yaml corpus.ndjson.gz")
class CalibrateCommand extends Subcommand {
    private static final int LARGEST_FILE = 32 << 20;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Recordings: files or folders.")
    List<String> paths = List.of();

    @Option(
            names = "--provider",
            paramLabel = "NAME|PATH",
            description =
                    "Provider profile for all recordings: a built-in name, or a file. Default: the one named in the"
                            + " recording, else the one of the host.")
    @Nullable
    String provider;

    @Option(
            names = "--adjudicated",
            paramLabel = "FILE",
            description = "YAML: violations that were read, each with verdict and reason.")
    @Nullable
    Path adjudicated;

    @Override
    public Integer call() {
        paths.forEach(path -> ReplayCommand.requireExisting(path, "calibrate"));
        ContractResolver contexts = ContractResolver.withoutContract();
        if (provider != null) {
            contexts = contexts.withProvider(JudgingOptions.provider(provider));
        }
        Adjudications adjudications = adjudications();
        Calibration calibration = new Calibration(Checks.all(), adjudications);
        int unreadable = 0;
        try (Recordings recordings = Recordings.open(paths, System.in)) {
            for (RawRecord raw : recordings) {
                switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read(Exchange exchange) -> calibration.add(exchange, contexts.of(exchange));
                    case ReadResult.Unreadable(String file, int line, String message) -> {
                        unreadable++;
                        err().println("loupe: " + file + ":" + line + ": " + message);
                    }
                }
            }
        }
        if (calibration.exchanges() == 0) {
            throw new InvalidInputException("cannot read any exchange from " + String.join(", ", paths)
                    + "; give recordings, a folder of recordings, or - for standard input");
        }
        print(calibration, adjudications, unreadable);
        return calibration.unadjudicated() == 0 ? ExitCode.SUCCESS : ExitCode.FAILURE;
    }

    private void print(Calibration calibration, Adjudications adjudications, int unreadable) {
        PrintWriter out = out();
        out.print(calibration.table());
        out.println();
        out.print(calibration.violations());
        out.println();
        for (Adjudications.Entry entry : adjudications.stale()) {
            out.println("fewer violations than adjudicated: " + entry.check() + " of " + entry.provider() + " at "
                    + entry.host() + " (" + entry.count() + ")");
        }
        out.println(calibration.exchanges() + " exchanges, " + calibration.edited() + " edited recordings, "
                + calibration.unadjudicated() + " unadjudicated violations of a MUST, " + unreadable + " unreadable");
    }

    private Adjudications adjudications() {
        if (adjudicated == null) {
            return Adjudications.none();
        }
        try {
            return Adjudications.read(InputFile.bytes(adjudicated, LARGEST_FILE));
        } catch (IOException unreadable) {
            throw new InvalidInputException("--adjudicated: " + adjudicated + " cannot be read", unreadable);
        } catch (Adjudications.BadAdjudications malformed) {
            throw new InvalidInputException("--adjudicated: " + adjudicated + ": " + malformed.getMessage(), malformed);
        }
    }
}
