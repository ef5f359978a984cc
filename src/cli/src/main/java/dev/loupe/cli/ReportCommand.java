package dev.loupe.cli;

import dev.loupe.report.Reports;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.RunUnreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe report}: renders a run again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Renders a run again, from its run.json or, after a run that was killed, from its journal.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe report conformance-reports/latest/run.json --format markdown",
            "  loupe report conformance-reports/latest/journal.ndjson --out rescued/",
        })
class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run.json or a journal.ndjson.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Write every report there.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What to print: ${COMPLETION-CANDIDATES}. Default: text.")
    Reports.Format format = Reports.Format.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isRegularFile(file)) {
            throw new InputFault(file + " is not a file; name a run.json or a journal.ndjson");
        }
        Run run = open();
        OutputOptions output = new OutputOptions();
        output.format = format;
        output.out = out;
        return output.publish(run, spec.commandLine().getOut());
    }

    private Run open() {
        try {
            return Run.open(file);
        } catch (RunUnreadable unreadable) {
            throw new InputFault(unreadable.getMessage(), unreadable);
        }
    }
}
