package dev.loupe.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion scripts for shells. They are derived from the commands, so that they know every option. */
enum ShellCompletion {
    BASH("share/bash-completion/completions/loupe") {
        @Override
        String script(CommandLine loupe) {
            return AutoComplete.bash(NAME, loupe);
        }
    },
    ZSH("share/zsh/site-functions/_loupe") {
        @Override
        String script(CommandLine loupe) {
            StringBuilder script = new StringBuilder("#compdef loupe\n_loupe() {\n  local -a commands\n  commands=(\n");
            commands(loupe).forEach((name, command) -> script.append("    ")
                    .append(quoted(name + ":" + description(command)))
                    .append('\n'));
            script.append("  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n");
            script.append("  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n");
            commands(loupe).forEach((name, command) -> {
                script.append("    ").append(name).append(") _arguments \\\n");
                for (OptionSpec option : options(command)) {
                    for (String one : option.names()) {
                        script.append("      ").append(zsh(option, one)).append(" \\\n");
                    }
                }
                script.append("      '*:file:_files' ;;\n");
            });
            return script.append("  esac\n}\nif [ \"$funcstack[1]\" = _loupe ]; then\n  _loupe \"$@\"\nelse\n"
                            + "  compdef _loupe loupe\nfi\n")
                    .toString();
        }

        private String zsh(OptionSpec option, String name) {
            String text = name + "[" + description(option).replaceAll("[\\[\\]:]", " ") + "]";
            List<String> values = choices(option);
            if (isFlag(option)) {
                return quoted(text);
            }
            return quoted(text + ":value:" + (values.isEmpty() ? "_files" : "(" + String.join(" ", values) + ")"));
        }
    },
    FISH("share/fish/vendor_completions.d/loupe.fish") {
        @Override
        String script(CommandLine loupe) {
            StringBuilder script = new StringBuilder();
            commands(loupe)
                    .forEach((name, command) -> script.append("complete -c loupe -n __fish_use_subcommand -f -a ")
                            .append(name)
                            .append(" -d ")
                            .append(quoted(description(command)))
                            .append('\n'));
            commands(loupe).forEach((name, command) -> {
                for (OptionSpec option : options(command)) {
                    script.append(fish(name, option)).append('\n');
                }
            });
            return script.toString();
        }

        private String fish(String command, OptionSpec option) {
            StringBuilder line =
                    new StringBuilder("complete -c loupe -n '__fish_seen_subcommand_from " + command + "'");
            for (String name : option.names()) {
                line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
            }
            List<String> values = choices(option);
            if (!values.isEmpty()) {
                line.append(" -x -a ").append(quoted(String.join(" ", values)));
            } else if (!isFlag(option)) {
                line.append(" -r");
            }
            return line.append(" -d ").append(quoted(description(option))).toString();
        }
    };

    private static final String NAME = "loupe";

    private final String file;

    ShellCompletion(String file) {
        this.file = file;
    }

    /** The script for this shell. */
    abstract String script(CommandLine loupe);

    /** Where a package installs the script. */
    String file() {
        return file;
    }

    /** The commands that users see, without aliases. */
    static Map<String, CommandLine> commands(CommandLine loupe) {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        loupe.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.put(name, command);
            }
        });
        return commands;
    }

    private static List<OptionSpec> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private static List<String> choices(ArgSpec option) {
        List<String> values = new ArrayList<>();
        if (option.type().isEnum()) {
            Arrays.stream(option.type().getEnumConstants())
                    .forEach(value -> values.add(value.toString().toLowerCase(Locale.ROOT)));
        }
        return values;
    }

    private static String description(CommandLine command) {
        return first(command.getCommandSpec().usageMessage().description());
    }

    private static String description(OptionSpec option) {
        return first(option.description());
    }

    /** The first sentence, without markup. */
    private static String first(String[] lines) {
        String text = lines.length == 0 ? "" : Ansi.OFF.string(lines[0]);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** In single quotes, as POSIX shells, zsh and fish read it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "") + "'";
    }
}
