package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a person has read; {@code make golden} rewrites them, and the diff is read again. */
public final class Golden {
    private Golden() {}

    public static void same(String name, String actual) throws IOException {
        Path file = Path.of("src/test/resources/report/golden", name);
        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(actual).as(name + ", which make golden rewrites").isEqualTo(Files.readString(file));
    }
}
