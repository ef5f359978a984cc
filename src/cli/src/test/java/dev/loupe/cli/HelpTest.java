package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** The help of every command has examples that parse, and fits 80 columns. */
class HelpTest {
    private static final CommandLine LOUPE = CommandRunner.commandLine();

    @TestFactory
    Stream<DynamicTest> theExamplesOfEveryCommandParse() {
        return commands().flatMap(command -> examples(command).stream()
                .map(example -> DynamicTest.dynamicTest(example, () -> {
                    CommandLine fresh = CommandRunner.commandLine();
                    fresh.parseArgs(
                            example.replaceAll("\\s{2,}.*", "").replace("'", "").split(" ", -1));
                })));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandShowsExamplesAndFitsAScreen() {
        return commands()
                .map(command -> DynamicTest.dynamicTest(command.getCommandName(), () -> {
                    assertThat(examples(command)).isNotEmpty();
                    assertThat(command.getUsageMessage().lines()).allMatch(line -> line.length() <= 80);
                    assertThat(examples(command)).allMatch(example -> example.length() <= 80 - "  loupe ".length());
                }));
    }

    /** A start builds the model of the command that runs, and of no other. */
    @TestFactory
    Stream<DynamicTest> namedCommandIsBuiltAlone() {
        return LOUPE.getSubcommands().keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> assertThat(
                                CommandRunner.commandLine(name, "--help").getSubcommands())
                        .containsOnlyKeys(name)));
    }

    private static Stream<CommandLine> commands() {
        return Stream.concat(
                Stream.of(LOUPE), LOUPE.getSubcommands().values().stream().filter(command -> !command.getCommandSpec()
                        .usageMessage()
                        .hidden()));
    }

    /** The arguments of each example, without the name of the program and what feeds it. */
    private static List<String> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.contains("loupe "))
                .map(line -> line.substring(line.indexOf("loupe ") + "loupe ".length())
                        .strip())
                .toList();
    }
}
