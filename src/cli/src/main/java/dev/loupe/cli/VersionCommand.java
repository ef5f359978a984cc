package dev.loupe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code loupe version}: what {@code loupe --version} prints. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version.",
        footerHeading = "%nExamples:%n",
        footer = "  loupe version")
class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.root().commandLine().printVersionHelp(spec.commandLine().getOut());
        return ExitCode.SUCCESS;
    }
}
