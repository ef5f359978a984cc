package dev.loupe.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The top-level command. Without a subcommand it prints its help. */
@Command(
        name = "loupe",
        mixinStandardHelpOptions = true,
        versionProvider = LoupeVersion.class,
        description = "Tests chat-completions APIs against their published OpenAPI contracts.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:conformant, or no breaking change",
            "  1:non-conformant, or breaking",
            "  2:wrong usage or unreadable input; the message states what to do",
            "  3:inconclusive",
            " 70:internal error; please report it",
            "130:interrupted with Ctrl-C",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe replay recordings/           judge recorded exchanges offline",
            "  loupe run                          probe the embedded reference provider",
            "  loupe run --against URL            probe a live endpoint",
            "  loupe lint openapi/gemma-3.json    find defects in a spec",
            "  loupe diff old.json new.json       list breaking changes",
            "  loupe explain usage.total-is-sum   meaning, reason and source of a check",
            "",
            "'loupe COMMAND --help' shows the options of a command.",
        })
class LoupeCommand implements Runnable {
    private static final List<Class<?>> COMMANDS = List.of(
            ReplayCommand.class,
            RunCommand.class,
            LintCommand.class,
            DiffCommand.class,
            CiCommand.class,
            InitCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            SiteCommand.class,
            RecordCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ServeCommand.class,
            CalibrateCommand.class,
            GenerateCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class,
            WarmUpCommand.class,
            ShellFilesCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /**
     * Adds the commands in the order of the help. Where the first argument names one, only that one, and none for the version:
     * the models of all take longer to build than most commands run.
     */
    static void addCommands(CommandLine loupe, String... arguments) {
        if (arguments.length == 1 && List.of("--version", "-V").contains(arguments[0])) {
            return;
        }
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(command -> loupe.addSubcommand(name(command), command));
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
