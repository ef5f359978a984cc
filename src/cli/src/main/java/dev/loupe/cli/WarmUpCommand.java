package dev.loupe.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs several command lines in one process without output. The build records the loaded classes for a fast start. */
@Command(name = "rehearse", hidden = true)
class WarmUpCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", description = "Command lines, each one argument.")
    List<String> lines = List.of();

    @Override
    public Integer call() {
        for (String line : lines) {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            CommandRunner.run(nowhere, nowhere, line.split(" ", -1));
        }
        return ExitCode.SUCCESS;
    }
}
