package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedOverflowTest {
    @TempDir
    Path folder;

    @Test
    void theBytesAreReadAsTheyWereAdded() throws Exception {
        var expected = new ByteArrayOutputStream();
        try (EncryptedOverflow overflow = new EncryptedOverflow(folder, "one")) {
            for (int i = 0; i < 100; i++) {
                byte[] part = ("part " + i + " ".repeat(i * 37)).getBytes(StandardCharsets.UTF_8);
                expected.writeBytes(part);
                overflow.add(part);
            }
            assertThat(overflow.bytes()).isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void theFileHasNoNameThatSurvivesTheProcess() throws Exception {
        try (EncryptedOverflow overflow = new EncryptedOverflow(folder, "one")) {
            overflow.add("secret".getBytes(StandardCharsets.UTF_8));
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        }
    }
}
