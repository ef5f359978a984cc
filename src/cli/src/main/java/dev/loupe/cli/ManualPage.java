package dev.loupe.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page of the manual (roff), from the help of a command. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /** The page of a command; its name in the manual is {@code loupe-COMMAND}. */
    static String of(CommandLine command, String version) {
        return new ManualPage().write(command, version);
    }

    /** The file below the folder of the installation. */
    static String file(CommandLine command) {
        return "share/man/man1/" + name(command) + ".1";
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    private String write(CommandLine command, String version) {
        CommandSpec spec = command.getCommandSpec();
        String[] description = spec.usageMessage().description();
        String first = description.length == 0 ? "" : Ansi.OFF.string(description[0]);
        page.append(".TH ")
                .append(name(command).toUpperCase(Locale.ROOT))
                .append(" 1 \"\" \"Loupe ")
                .append(version)
                .append("\"\n.SH NAME\n")
                .append(name(command))
                .append(" \\- ")
                .append(escaped(first.replaceFirst("\\.$", "")))
                .append('\n');
        page.append(".SH SYNOPSIS\n.nf\n")
                .append(escaped(command.getHelp().synopsis(0).strip()))
                .append("\n.fi\n");
        section("DESCRIPTION", Ansi.OFF.string(String.join("\n", description)));
        commands(command);
        options(spec);
        exitCodes(spec.usageMessage().exitCodeList());
        examples(spec.usageMessage().footer());
        return page.toString();
    }

    private void section(String title, String text) {
        page.append(".SH ").append(title).append('\n').append(escaped(text)).append('\n');
    }

    private void item(String term, String text) {
        page.append(".TP\n.B ")
                .append(escaped(term))
                .append('\n')
                .append(escaped(text))
                .append('\n');
    }

    private void commands(CommandLine command) {
        Map<String, CommandLine> commands = ShellCompletion.commands(command);
        if (!commands.isEmpty()) {
            page.append(".SH COMMANDS\n");
            commands.values()
                    .forEach(each -> item(
                            name(each) + "(1)",
                            Ansi.OFF.string(each.getCommandSpec().usageMessage().description()[0])));
        }
    }

    private void options(CommandSpec spec) {
        page.append(".SH OPTIONS\n");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            item(parameter.paramLabel(), text(parameter.description()));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                item(String.join(", ", List.of(option.names())) + value, text(option.description()));
            }
        }
    }

    private void exitCodes(Map<String, String> codes) {
        if (!codes.isEmpty()) {
            page.append(".SH EXIT STATUS\n");
            codes.forEach((code, meaning) -> item(code.strip(), meaning));
        }
    }

    private void examples(String[] lines) {
        page.append(".SH EXAMPLES\n.nf\n");
        for (String line : lines) {
            page.append(escaped(Ansi.OFF.string(line))).append('\n');
        }
        page.append(".fi\n");
    }

    private static String text(String[] description) {
        return Ansi.OFF.string(String.join(" ", description)).replace("%%", "%");
    }

    /** Backslashes and hyphens have a meaning in roff, and so does a dot or a quote at the start of a line. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
