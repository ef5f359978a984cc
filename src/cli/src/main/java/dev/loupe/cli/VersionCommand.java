package dev.loupe.cli;

import picocli.CommandLine.Command;

/** {@code loupe version}: what {@code loupe --version} prints. */
@Command(name = "version", description = "Prints the version.", footer = "  loupe version")
class VersionCommand extends Subcommand {
    @Override
    public Integer call() {
        spec.root().commandLine().printVersionHelp(out());
        return ExitCode.SUCCESS;
    }
}
