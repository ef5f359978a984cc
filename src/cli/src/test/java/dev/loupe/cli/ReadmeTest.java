package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The run at the top of the README is a real one, cut after the first finding; make golden writes it. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SNAPSHOT = Path.of("src/cli/src/test/resources/snapshots/replay-aimlapi-unaccepted.txt");
    private static final String COMMAND = "$ loupe replay recordings/aimlapi\n";
    private static final String END = "...\n```";

    @Test
    void readmeShowsTheBeginningOfARealRun() throws IOException {
        String output = Files.readString(SNAPSHOT);
        assertThat(output).startsWith(COMMAND);
        int stdout = output.indexOf("--- stdout\n") + "--- stdout\n".length();
        int rerun = output.indexOf("       loupe replay ");
        String begin = output.substring(stdout, output.indexOf('\n', rerun) + 1);
        String page = Files.readString(README);
        int from = page.indexOf(COMMAND) + COMMAND.length();
        String expected = page.substring(0, from) + begin + page.substring(page.indexOf(END, from));
        if ("rewrite".equals(System.getProperty("loupe.golden"))) {
            Files.writeString(README, expected);
        }
        assertThat(Files.readString(README))
                .as("README.md, which make golden rewrites")
                .isEqualTo(expected);
    }
}
