package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.imports.Importers;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe import}: recordings from what other tools wrote. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Makes recordings of what other tools wrote: HAR, documentation pages in Markdown, NDJSON. Secrets are"
                        + " left out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe import session.har --out recordings/mine",
            "  loupe import docs/chat.md --out recordings/documentation",
        })
class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files: .har, .md, .ndjson, .jsonl, also .gz.")
    List<Path> files = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where recordings are written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            defaultValue = "API_KEY",
            description = "What recordings show in place of a key. Default: ${DEFAULT-VALUE}.")
    String keyVariable = "API_KEY";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Redactor redactor = Redactor.of(keyVariable);
        int written = 0;
        int unreadable = 0;
        for (Path file : files) {
            for (ReadResult entry : Importers.importFile(file)) {
                switch (entry) {
                    case ReadResult.Read(Exchange exchange) -> write(exchange, redactor, ++written);
                    case ReadResult.Unreadable(String name, int line, String message) -> {
                        unreadable++;
                        spec.commandLine()
                                .getErr()
                                .println("loupe: " + name + ":" + line + ": " + redactor.redact(message));
                    }
                }
            }
        }
        spec.commandLine().getOut().println(written + " recordings in " + out + ", " + unreadable + " not readable");
        return written == 0 || unreadable > 0 ? ExitCode.USAGE : ExitCode.GOOD;
    }

    private void write(Exchange exchange, Redactor redactor, int number) {
        String name = redactor.redact(exchange.id().value()).replaceAll("[^A-Za-z0-9._-]+", "-");
        Path file = out.resolve("%04d-%s.json".formatted(number, name.substring(0, Math.min(80, name.length()))));
        try {
            Files.createDirectories(out);
            Files.write(file, RecordingFormat.pretty(exchange, redactor));
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--out: " + file + " cannot be written: " + InvalidInputException.why(notWritable)
                            + "; name a directory that can, with room on its disk",
                    notWritable);
        }
    }
}
