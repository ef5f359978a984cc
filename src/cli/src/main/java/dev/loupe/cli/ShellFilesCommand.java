package dev.loupe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes what a package installs for shells: completions, pages of the manual, and the version that the launcher reads. */
@Command(name = "shell-files", hidden = true)
class ShellFilesCommand implements Callable<Integer> {
    @Parameters(description = "The folder of the installation.")
    Path folder = Path.of(".");

    @Override
    public Integer call() throws IOException {
        CommandLine loupe = CommandRunner.commandLine();
        String version = loupe.getCommandSpec().version()[0].replaceFirst("^\\S+ ", "");
        write("lib/version", version + "\n");
        for (ShellCompletion shell : ShellCompletion.values()) {
            write(shell.file(), shell.script(loupe));
        }
        write(ManualPage.file(loupe), ManualPage.of(loupe, version));
        for (CommandLine command : ShellCompletion.commands(loupe).values()) {
            write(ManualPage.file(command), ManualPage.of(command, version));
        }
        return ExitCode.SUCCESS;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
