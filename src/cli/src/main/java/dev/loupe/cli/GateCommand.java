package dev.loupe.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands that {@code loupe.yaml} can name, in the order in which they run, with the keys of their positional parameters. */
enum GateCommand {
    LINT(List.of("specs"), "index.html"),
    DIFF(List.of("old", "new"), "diff.html"),
    REPLAY(List.of("recordings"), "index.html"),
    RUN(List.of(), "index.html");

    /** Options that {@code loupe ci} sets, or that do not belong into a gate. */
    private static final Set<String> RESERVED = Set.of(
            "help", "version", "out", "format", "quiet", "no-color", "write-baseline", "dry-run", "resume", "history");

    @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
    private final List<String> positional;

    private final String page;

    GateCommand(List<String> positional, String page) {
        this.positional = positional;
        this.page = page;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The keys of positional parameters, in their order. All are required. */
    List<String> positional() {
        return positional;
    }

    /** The page among its reports. */
    String page() {
        return page;
    }

    /** The options that are keys of the file: the name without dashes. */
    Map<String, OptionSpec> options() {
        CommandLine command = Objects.requireNonNull(
                CommandRunner.commandLine().getSubcommands().get(word()));
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        command.getCommandSpec().options().forEach(option -> {
            String key = option.longestName().replaceFirst("^--(\\[no-])?", "");
            if (!option.hidden() && !RESERVED.contains(key)) {
                options.put(key, option);
            }
        });
        return options;
    }
}
