package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.exports.Exporter;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFiles;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe export}: converts recordings to files of other tools. */
@Command(
        name = "export",
        description = {
            "Converts recordings to a file of another tool.",
            "Secrets are redacted. What was not recorded is absent in the file; a recording that a format cannot hold is"
                    + " skipped."
        },
        footer = {
            "  loupe export recordings/ --format har --out session.har",
            "  loupe export recordings/ --format otel --out spans.json",
        })
class ExportCommand extends Subcommand {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Recordings: files (.json, .ndjson, .ndjson.gz), directories, globs, or - for standard input.")
    List<String> paths = List.of();

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "Format of the file: har, ndjson, otel (OpenTelemetry GenAI in OTLP JSON), vcr (vcrpy).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    String format;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            defaultValue = "API_KEY",
            description = "Name of the environment variable that replaces an API key. Default: ${DEFAULT-VALUE}.")
    String keyVariable = "API_KEY";

    private int unreadable;

    @Override
    public Integer call() {
        if (!Exporter.names().contains(format)) {
            throw new InvalidInputException(
                    "--format: unknown format '" + format + "'" + NameSuggestion.orList(format, Exporter.names()));
        }
        if (isInput(out)) {
            throw new InvalidInputException(
                    "--out: " + out + " is one of the recordings to export; choose another file");
        }
        Redactor redactor = Redactor.of(RecordingOptions.variable(keyVariable));
        try (Recordings recordings = Recordings.open(paths, out, System.in);
                Writer writer = Files.newBufferedWriter(out)) {
            Optional<Exporter> exporter = Exporter.write(format, exchanges(recordings, redactor), writer);
            int written = exporter.map(Exporter::written).orElse(0);
            int skipped = exporter.map(Exporter::skipped).orElse(0);
            out().println(written + " exchanges written to " + out + ", " + skipped + " skipped, " + unreadable
                    + " unreadable");
            return written == 0 || unreadable > 0 ? ExitCode.USAGE : ExitCode.SUCCESS;
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--out: cannot write " + out + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a file in a writable directory",
                    notWritable);
        }
    }

    /** Whether this file would be read, itself or in a folder. */
    private boolean isInput(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean inFolder = name.endsWith(".json") || RecordingFiles.isLines(name);
        // a glob is no path on every system
        return Files.isRegularFile(file)
                && paths.stream()
                        .map(File::new)
                        .filter(input -> input.isFile() || (inFolder && input.isDirectory()))
                        .map(File::toPath)
                        .anyMatch(input -> OutputOptions.isSameFile(file, input)
                                || OutputOptions.real(file).startsWith(OutputOptions.real(input)));
    }

    private Iterator<Exchange> exchanges(Recordings recordings, Redactor redactor) {
        return StreamSupport.stream(recordings.spliterator(), false)
                .map(raw -> switch (RecordingFormat.read(raw)) {
                    case ReadResult.Read(Exchange exchange) -> redactor.redact(exchange);
                    case ReadResult.Unreadable(String file, int line, String message) -> {
                        unreadable++;
                        err().println("loupe: " + file + ":" + line + ": " + redactor.redact(message));
                        yield null;
                    }
                })
                .filter(Objects::nonNull)
                .iterator();
    }
}
