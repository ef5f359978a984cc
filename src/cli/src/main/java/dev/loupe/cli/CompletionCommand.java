package dev.loupe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code loupe completion}: prints a completion script. */
@Command(
        name = "completion",
        description = {
            "Prints a completion script for bash, zsh or fish.",
            "Packages install these scripts; this command is for a copy without a package."
        },
        footer = {
            "  loupe completion bash",
            "  loupe completion zsh",
            "",
            "bash: in ~/.bashrc, source the output of the first example.",
            "zsh:  in ~/.zshrc, after compinit, source the output for zsh.",
            "fish: write the output into the folder ~/.config/fish/completions.",
        })
class CompletionCommand extends Subcommand {
    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    ShellCompletion shell = ShellCompletion.BASH;

    @Override
    public Integer call() {
        CommandLine loupe = CommandRunner.commandLine();
        out().print(shell.script(loupe));
        return ExitCode.SUCCESS;
    }
}
