package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.RecordingFileName;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.imports.ImportFormats;
import dev.loupe.exchange.imports.ImportedEntry;
import dev.loupe.exchange.imports.Importers;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.report.run.RunPhrases;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe import}: converts files of other tools to recordings. */
@Command(
        name = "import",
        description = {
            "Converts files of other tools to recordings.",
            "Reads archives (HAR, Postman, Burp, JMeter), cassettes (vcrpy, VCR for Ruby, go-vcr, dd-trace, Schemathesis, WireMock), logs"
                    + " (LiteLLM, Langfuse, Braintrust, Datadog, Helicone, Portkey, OpenTelemetry, OpenAI batch, NDJSON), output"
                    + " of curl -v after its command, and documentation pages (Markdown or text). Secrets are redacted."
        },
        footer = {
            "  loupe import session.har --out recordings/mine",
            "  loupe import tests/cassettes --out recordings/cassettes",
            "  loupe import batch-input.jsonl batch-output.jsonl --out recordings/batch",
            "  loupe import docs/chat.md --out recordings/documentation",
        })
class ImportCommand extends Subcommand {
    /** Reasons for skipped entries in the summary. */
    private static final int MAX_REASONS = 10;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files and directories. The content decides how a file is read, also of one ending in .gz.")
    List<Path> paths = List.of();

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description =
                    "Format of all files, when their content does not show it: har, postman, burp, jmeter, schemathesis,"
                            + " ruby-vcr, go-vcr, vcrpy, dd-trace, wiremock, otlp, loupe, openai-batch, litellm, helicone, langfuse, langsmith,"
                            + " braintrust, datadog, api-management, portkey, ndjson, csv, curl, markdown.")
    @Nullable
    String from;

    @Mixin
    RecordingOptions recordings = new RecordingOptions();

    private final Map<String, Integer> skipped = new TreeMap<>();
    private int written;
    private int damaged;

    @Override
    public Integer call() {
        if (from != null && !ImportFormats.names().contains(from)) {
            throw new InvalidInputException(
                    "--from: unknown format '" + from + "'" + NameSuggestion.orList(from, ImportFormats.names()));
        }
        for (Path path : paths) {
            // as a path, a URL begins with its protocol
            if (path.startsWith("http:") || path.startsWith("https:")) {
                throw new InvalidInputException(path + " is a URL, and import reads files; download it first");
            }
            if (!Files.exists(path)) {
                throw new InvalidInputException(path + " does not exist; give a file of another tool, or a folder");
            }
            if (OutputOptions.isSameFile(path, recordings.out)) {
                throw new InvalidInputException("--out: " + path + " is also imported; name another directory");
            }
        }
        Redactor redactor = recordings.redactor();
        try (ProgressOutput progress =
                ProgressOutput.reading("import", false, () -> Importers.size(paths, recordings.out))) {
            Importers.importAll(paths, from, recordings.out, progress::moved, entry -> add(entry, redactor));
        }
        summary(out());
        return written == 0 || damaged > 0 ? ExitCode.USAGE : ExitCode.SUCCESS;
    }

    private void add(ImportedEntry entry, Redactor redactor) {
        switch (entry) {
            case ImportedEntry.Imported(Exchange exchange) -> write(redactor.redact(exchange), redactor, ++written);
            case ImportedEntry.Skipped skip -> skipped.merge(skip.why(), 1, Integer::sum);
            case ImportedEntry.Damaged(String file, int line, String message) -> {
                damaged++;
                err().println("loupe: " + file + ":" + line + ": " + redactor.redact(message));
            }
        }
    }

    private void summary(PrintWriter out) {
        int others = skipped.values().stream().mapToInt(Integer::intValue).sum();
        out.println(RunPhrases.count(written, "recording", "recordings") + " written to " + recordings.out + ", "
                + RunPhrases.count(others, "entry", "entries") + " skipped, "
                + RunPhrases.count(damaged, "entry", "entries") + " damaged");
        skipped.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MAX_REASONS)
                .forEach(reason -> out.println("skipped " + reason.getValue() + ": " + reason.getKey()));
    }

    private void write(Exchange exchange, Redactor redactor, int number) {
        Path file = recordings.out.resolve(RecordingFileName.of(number, exchange.id(), redactor));
        try {
            Files.createDirectories(recordings.out);
            Files.write(file, RecordingFormat.pretty(exchange, redactor));
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--out: cannot write " + file + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a writable directory on a disk with free space",
                    notWritable);
        }
    }
}
