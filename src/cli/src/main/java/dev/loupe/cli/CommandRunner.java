package dev.loupe.cli;

import dev.loupe.diff.source.SourceException;
import dev.loupe.engine.baseline.BaselineException;
import dev.loupe.openapi.ContractException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs one command line to its exit code: every way to end goes through here. */
final class CommandRunner {
    private CommandRunner() {}

    static int run(CommandLine.IFactory factory, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(LoupeCommand.class, factory)
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(80)
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(CommandRunner::usage)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        int code;
        try {
            code = line.execute(args);
        } catch (OutOfMemoryError | StackOverflowError fault) {
            code = failed(fault, line);
        }
        out.flush();
        err.flush();
        return code;
    }

    private static int usage(CommandLine.ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("loupe: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (isInput(failure)) {
            err.println("loupe: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("loupe: the memory is used up; give more with LOUPE_JAVA_OPTS=-Xmx2g");
            return ExitCode.FAULT;
        }
        err.println("loupe: a fault of ours, not a verdict on anything that was examined.");
        failure.printStackTrace(err);
        err.println("Please report it with the lines above: " + LoupeCommand.REPORT_TO);
        return ExitCode.FAULT;
    }

    /** What the user can mend. */
    private static boolean isInput(Throwable failure) {
        return failure instanceof InvalidInputException
                || failure instanceof BaselineException
                || failure instanceof ContractException
                || failure instanceof SourceException;
    }
}
