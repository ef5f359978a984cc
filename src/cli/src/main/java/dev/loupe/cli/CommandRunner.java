package dev.loupe.cli;

import dev.loupe.diff.source.SourceException;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.baseline.BaselineException;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.schema.BoundedPattern;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Runs one command line and returns its exit code. All exceptions are turned into exit codes here. */
final class CommandRunner {
    private static final int HELP_COLUMNS = 80;

    /** An argument or a line of a file in a message may be a URL with a key. */
    private static final Redactor SECRETS = Redactor.of("API_KEY");

    private CommandRunner() {}

    static int run(PrintWriter out, PrintWriter messages, String... args) {
        PrintWriter err = new MessageOutput(messages, Terminal.progress() ? Terminal.columns() : 0);
        CommandLine line = commandLine(args)
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Terminal.colors() ? Ansi.ON : Ansi.OFF))
                .setExecutionStrategy(CommandRunner::execute)
                .setParameterExceptionHandler(CommandRunner::usage)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()));
        int code;
        try {
            code = line.execute(args);
        } catch (OutOfMemoryError | StackOverflowError error) {
            code = failed(error, err);
        }
        out.flush();
        err.flush();
        return code;
    }

    private static int execute(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        for (CommandLine.Model.ArgSpec argument : command.matchedArgs()) {
            if (argument.originalStringValues().contains("")) {
                throw new CommandLine.ParameterException(
                        command.commandSpec().commandLine(), UsageMessage.empty(argument));
            }
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The commands that these arguments can need, with the settings of their help. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(LoupeCommand.class);
        LoupeCommand.addCommands(line, arguments);
        line.setUsageHelpWidth(HELP_COLUMNS).setUsageHelpAutoWidth(false).setCaseInsensitiveEnumValuesAllowed(true);
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec()
                    .usageMessage()
                    .descriptionHeading("%n")
                    .parameterListHeading("%nParameters:%n")
                    .optionListHeading("%nOptions:%n");
        }
        return line;
    }

    private static int usage(CommandLine.ParameterException failure, String[] args) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println("loupe: " + SECRETS.redactMessage(UsageMessage.of(failure)));
        err.println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    static int failed(Throwable failure, PrintWriter err) {
        if (isInputError(failure)) {
            err.println("loupe: " + SECRETS.redactMessage(String.valueOf(failure.getMessage())));
            return ExitCode.USAGE;
        }
        if (failure instanceof BoundedPattern.Undecided) {
            err.println("loupe: inconclusive: " + SECRETS.redactMessage(String.valueOf(failure.getMessage())));
            return ExitCode.INCONCLUSIVE;
        }
        if (failure instanceof OutOfMemoryError) {
            err.println("loupe: inconclusive: the heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB is too small for this input; increase it with LOUPE_JAVA_OPTS=-Xmx2g");
            return ExitCode.INCONCLUSIVE;
        }
        err.println("loupe: internal error, not a test result; please report it: " + ProcessEnvironment.issues());
        failure.printStackTrace(err);
        return ExitCode.INTERNAL_ERROR;
    }

    /** Whether the cause is an argument, a file or the network, and not a defect of Loupe. */
    private static boolean isInputError(Throwable failure) {
        return failure instanceof InvalidInputException
                || failure instanceof BaselineException
                || failure instanceof ContractException
                || failure instanceof SourceException
                || failure instanceof InvalidPathException
                || failure instanceof ProcessEnvironment.InvalidEpochException;
    }
}
