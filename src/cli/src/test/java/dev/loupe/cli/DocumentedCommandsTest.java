package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every command that the documentation shows runs as it is shown. */
class DocumentedCommandsTest {
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```");

    private static final Pattern MEASURED = Pattern.compile("(?m)`loupe ([^`\\n]+)`|dist/bin/loupe ([^`\\n]+)$");

    /** Measurements take minutes and files of others, so only their command lines are parsed. */
    @TestFactory
    Stream<DynamicTest> everyCommandThatWasMeasuredIsStillOne() throws IOException {
        List<String> lines = MEASURED.matcher(Files.readString(Path.of("docs/performance.md")))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .distinct()
                .toList();
        assertThat(lines).hasSizeGreaterThan(3);
        return lines.stream()
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    CommandLine loupe = CommandRunner.commandLine();
                    String[] words = words(line);
                    if (words.length == 1 && !line.startsWith("-")) {
                        assertThat(loupe.getSubcommands()).containsKey(line);
                    } else {
                        loupe.parseArgs(words);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandOfTheDocumentationRuns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher blocks = SHELL.matcher(Files.readString(page));
            while (blocks.find()) {
                blocks.group(1)
                        .lines()
                        .map(line -> line.replaceAll("\\s+#.*", "").strip())
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(line -> tests.add(DynamicTest.dynamicTest(page + ": " + line, () -> check(line))));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static void check(String line) throws IOException {
        if (line.startsWith("make")) {
            String target = line.split(" ", -1).length > 1 ? line.split(" ", -1)[1] : "help";
            assertThat(Files.readString(Path.of("Makefile"))).contains("\n" + target + ":");
        } else {
            assertThat(line)
                    .as("a command of the documentation is loupe's or make's")
                    .matches("(dist/bin/)?loupe .*");
            StringWriter err = new StringWriter();
            int code = CommandRunner.run(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err),
                    words(line.replaceFirst("^(dist/bin/)?loupe ", "")));
            assertThat(code).as(err.toString()).isIn(ExitCode.SUCCESS, ExitCode.FAILURE, ExitCode.INCONCLUSIVE);
        }
    }

    private static String[] words(String arguments) {
        return Pattern.compile("'([^']*)'|\\S+")
                .matcher(arguments)
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toArray(String[]::new);
    }
}
