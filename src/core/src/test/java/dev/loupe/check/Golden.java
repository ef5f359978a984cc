package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that tests compare with; rewritten by {@code make golden}, by a person who reads the diff. */
final class Golden {
    private Golden() {}

    static void compare(Path file, String now) throws Exception {
        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            Files.writeString(file, now);
        }
        assertThat(file).as("make golden writes it").exists();
        assertThat(now).as("%s; make golden rewrites it", file.getFileName()).isEqualTo(Files.readString(file));
    }
}
