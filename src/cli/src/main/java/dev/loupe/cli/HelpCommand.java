package dev.loupe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code loupe help}: prints the help of Loupe or of a command. */
@Command(
        name = "help",
        description = "Prints the help of Loupe or of a command.",
        footer = {"  loupe help", "  loupe help replay"})
class HelpCommand extends Subcommand {
    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
    @Nullable
    String command;

    @Override
    public Integer call() {
        CommandLine loupe = CommandRunner.commandLine();
        CommandLine requested = command == null ? loupe : loupe.getSubcommands().get(command);
        if (requested == null) {
            throw new InvalidInputException("unknown command '" + command + "'"
                    + NameSuggestion.of(
                            String.valueOf(command),
                            ShellCompletion.commands(loupe).keySet())
                    + "; 'loupe help' lists the commands");
        }
        requested.usage(out());
        return ExitCode.SUCCESS;
    }
}
