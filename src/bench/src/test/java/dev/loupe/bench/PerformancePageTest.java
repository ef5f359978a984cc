package dev.loupe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The commands in docs/performance.md run; with small sizes, because no figure comes from this test. */
class PerformancePageTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```");
    private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern MAIN = Pattern.compile("(?:^|\\| )java .*-cp \"[^\"]+\" (\\S+)(.*)$");
    private static final Pattern SCRIPT = Pattern.compile("-s (\\S+\\.lua)");

    @TempDir
    private Path folder;

    private static final String PAGE = page();

    private static String page() {
        try {
            return Files.readString(Path.of("docs/performance.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> lines() {
        return BLOCK.matcher(PAGE).results().flatMap(block -> block.group(1).lines());
    }

    @TestFactory
    Stream<DynamicTest> everyLineIsACommandThatIsThere() {
        List<DynamicTest> tests = lines().map(line -> DynamicTest.dynamicTest(line, () -> check(line)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(5);
        return tests.stream();
    }

    private void check(String line) throws Exception {
        assertThat(exit("sh", "-n", "-c", line)).as("a line of a shell").isZero();
        var main = MAIN.matcher(line).results().findFirst();
        if (main.isPresent()) {
            run(main.get().group(1), words(main.get().group(2)));
        } else if (line.startsWith("mvn ")) {
            assertThat(Path.of(after("-pl", line), "pom.xml")).exists();
        } else if (line.startsWith("make ")) {
            assertThat(Files.readString(Path.of("Makefile"))).contains("\n" + after("make", line) + ":");
        } else if (line.startsWith("java src/")) {
            String source = after("java", line);
            assertThat(exit(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            source,
                            "3",
                            "1",
                            folder.toString()))
                    .isZero();
        } else if (line.contains("src/bench/peers/compare")) {
            assertThat(exit("src/bench/peers/compare", "--help")).isZero();
        } else {
            // arguments of loupe are tested in the module cli
            assertThat(line).matches("m\\(\\) \\{.*}|(?:(?:m \\| |[A-Z_]+=).*)?dist/bin/loupe .*");
        }
    }

    /** Runs each benchmark once without measuring; any other main class on one record. */
    private static void run(String main, String[] arguments) throws Exception {
        if (!main.equals("org.openjdk.jmh.Main")) {
            InputStream stdin = System.in;
            System.setIn(new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8)));
            try {
                Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) arguments);
            } finally {
                System.setIn(stdin);
            }
            return;
        }
        var once = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .build();
        List<RunResult> results = new ArrayList<>(new Runner(once).run());
        assertThat(results).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyScriptOfTheLoadGeneratorIsThere() {
        List<String> scripts = SPAN.matcher(PAGE)
                .results()
                .map(span -> span.group(1))
                .flatMap(span -> SCRIPT.matcher(span).results().map(script -> script.group(1)))
                .distinct()
                .toList();
        assertThat(scripts).isNotEmpty();
        return scripts.stream()
                .map(script -> DynamicTest.dynamicTest(
                        script, () -> assertThat(Path.of(script)).isRegularFile()));
    }

    private static String after(String word, String line) {
        List<String> words = List.of(line.split(" ", -1));
        return words.get(words.indexOf(word) + 1);
    }

    private static String[] words(String arguments) {
        return Pattern.compile("'([^']*)'|\\S+")
                .matcher(arguments)
                .results()
                .map(PerformancePageTest::unquoted)
                .toArray(String[]::new);
    }

    private static String unquoted(MatchResult word) {
        return word.group(1) == null ? word.group() : word.group(1);
    }

    private static int exit(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Arrays.asList(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }
}
