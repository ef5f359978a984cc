package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFileName;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.imports.Importers;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe import}: converts files of other tools to recordings. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Converts files of other tools to recordings.",
            "Reads HAR, documentation pages (Markdown) and NDJSON. Secrets are redacted."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe import session.har --out recordings/mine",
            "  loupe import docs/chat.md --out recordings/documentation",
        })
class ImportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files ending in .har, .md, .ndjson or .jsonl, also with .gz.")
    List<Path> files = List.of();

    @Mixin
    RecordingOptions recordings = new RecordingOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Redactor redactor = recordings.redactor();
        int written = 0;
        int unreadable = 0;
        for (Path file : files) {
            for (ReadResult entry : Importers.importFile(file)) {
                switch (entry) {
                    case ReadResult.Read(Exchange exchange) -> write(redactor.redact(exchange), redactor, ++written);
                    case ReadResult.Unreadable(String name, int line, String message) -> {
                        unreadable++;
                        spec.commandLine()
                                .getErr()
                                .println("loupe: " + name + ":" + line + ": " + redactor.redact(message));
                    }
                }
            }
        }
        spec.commandLine()
                .getOut()
                .println(written + " recordings written to " + recordings.out + ", " + unreadable
                        + " entries unreadable");
        return written == 0 || unreadable > 0 ? ExitCode.USAGE : ExitCode.SUCCESS;
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
