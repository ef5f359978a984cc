package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exit code of {@code loupe diff} when parts of the specs cannot be compared. */
final class DiffExitCodeTest {
    private static final int LEVELS = 400;

    @TempDir
    private Path folder;

    /** A spec whose request body is nested more deeply than the comparison follows. */
    private Path nested(String name, String type) throws IOException {
        String schema = "{\"type\": \"array\", \"items\": ".repeat(LEVELS) + "{\"type\": \"" + type + "\"}"
                + "}".repeat(LEVELS);
        String spec = "{\"openapi\": \"3.0.0\", \"paths\": {\"/x\": {\"post\": {\"requestBody\": {\"content\":"
                + " {\"application/json\": {\"schema\": " + schema
                + "}}}, \"responses\": {\"200\": {\"description\": \"x\"}}}}}}";
        return Files.writeString(folder.resolve(name), spec);
    }

    private static int run(StringWriter out, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return CommandRunner.run(new PrintWriter(out), new PrintWriter(new StringWriter()), words);
    }

    @Test
    void anInconclusiveComparisonExitsWithThree() throws IOException {
        StringWriter out = new StringWriter();
        int code = run(out, "diff", nested("old.json", "string"), nested("new.json", "boolean"));
        assertThat(out.toString()).contains("inconclusive: not compared, nested too deeply");
        assertThat(code).isEqualTo(3);
    }

    @Test
    void oneInconclusivePairOfAFolderExitsWithThree() throws IOException {
        Files.createDirectories(folder.resolve("old"));
        Files.createDirectories(folder.resolve("new"));
        for (String name : new String[] {"a.json", "b.json"}) {
            nested("old/" + name, "string");
            nested("new/" + name, name.equals("a.json") ? "boolean" : "string");
        }
        assertThat(run(new StringWriter(), "diff", folder.resolve("old"), folder.resolve("new")))
                .isEqualTo(3);
    }
}
