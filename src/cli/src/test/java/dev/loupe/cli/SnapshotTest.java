package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Output and exit code of commands. The first line of a snapshot file is the command, the rest is its output. A new snapshot
 * needs only the first line; {@code make golden} writes the rest.
 */
class SnapshotTest {
    private static final Path SNAPSHOTS = Path.of("src/cli/src/test/resources/snapshots");

    @TestFactory
    Stream<DynamicTest> theOutputEqualsTheSnapshot() throws IOException {
        try (Stream<Path> files = Files.list(SNAPSHOTS)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
        }
    }

    private static void compare(Path file) throws IOException {
        String expected = Files.readString(file);
        String command = expected.lines().findFirst().orElseThrow();
        assertThat(command).startsWith("$ loupe ");
        String actual = command + "\n" + run(command.substring("$ loupe ".length()));
        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            Files.writeString(file, actual);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static String run(String arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
        int code = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), words);
        return "exit " + code + "\n" + part("stdout", out) + part("stderr", err);
    }

    private static String part(String name, StringWriter text) {
        return text.toString().isEmpty() ? "" : "--- " + name + "\n" + text;
    }
}
