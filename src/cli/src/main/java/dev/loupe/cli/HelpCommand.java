package dev.loupe.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe help}: prints the help of Loupe or of a command. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "Prints the help of Loupe or of a command.",
        footerHeading = "%nExamples:%n",
        footer = {"  loupe help", "  loupe help replay"})
class HelpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command.")
    @Nullable
    String command;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

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
        requested.usage(spec.commandLine().getOut());
        return ExitCode.SUCCESS;
    }
}
