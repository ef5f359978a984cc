package dev.loupe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe completion}: prints a completion script. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script for bash, zsh or fish.",
            "Packages install these scripts; this command is for a copy without a package."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe completion bash",
            "  loupe completion zsh",
            "",
            "bash: in ~/.bashrc, source the output of the first example.",
            "zsh:  in ~/.zshrc, after compinit, source the output for zsh.",
            "fish: write the output into the folder ~/.config/fish/completions.",
        })
class CompletionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    ShellCompletion shell = ShellCompletion.BASH;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine loupe = CommandRunner.commandLine();
        spec.commandLine().getOut().print(shell.script(loupe));
        return ExitCode.SUCCESS;
    }
}
