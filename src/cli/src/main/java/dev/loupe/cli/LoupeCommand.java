package dev.loupe.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command above all commands. */
@Command(
        name = "loupe",
        mixinStandardHelpOptions = true,
        versionProvider = LoupeVersion.class,
        description = "Holds a chat-completions API to its published contract.",
        subcommands = {
            ReplayCommand.class,
            RunCommand.class,
            LintCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ReportCommand.class,
            RecordCommand.class,
            ImportCommand.class,
            ServeCommand.class,
            CalibrateCommand.class,
            WarmUpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:conformant, or no breaking change",
            " 1:non-conformant, or breaking",
            " 2:wrong usage or unreadable input; the message says what to do",
            " 3:inconclusive",
            "70:a fault of ours",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe replay recordings/           verify recorded exchanges, offline",
            "  loupe run                          probe the embedded reference provider",
            "  loupe lint openapi/gemma-3.json    defects of a spec itself",
            "  loupe diff old.json new.json       what a new contract breaks, and whom",
            "  loupe explain usage.total-is-sum   what a check means, why, and its source",
        })
class LoupeCommand implements Runnable {
    static final String REPORT_TO = "the issue tracker named in README.md";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
