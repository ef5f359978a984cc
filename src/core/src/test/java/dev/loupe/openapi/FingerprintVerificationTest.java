package dev.loupe.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintVerificationTest {
    private static final Path FOLDER = Path.of(System.getProperty("loupe.root"), "openapi");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... args) {
        PrintStream stream = new PrintStream(out, true, UTF_8);
        return FingerprintVerification.run(args, stream, stream);
    }

    @Test
    void contractsMeanWhatIsPublished() {
        assertThat(run(FOLDER.toString())).as(out.toString(UTF_8)).isZero();
        assertThat(FingerprintVerification.expected(FOLDER).keySet()).containsExactlyElementsOf(Contracts.BUNDLED);
    }

    @Test
    void changedRangeIsFoundAndLocated(@TempDir Path copy) throws IOException {
        for (String name : Contracts.BUNDLED) {
            String text = Files.readString(FOLDER.resolve(name + ".json"));
            Files.writeString(copy.resolve(name + ".json"), text.replace("\"minimum\": 0.01", "\"minimum\": 0.02"));
        }
        Files.copy(FOLDER.resolve("fingerprints.txt"), copy.resolve("fingerprints.txt"));
        Path published = Files.createDirectory(copy.resolve("published"));
        for (var expected : FingerprintVerification.expected(FOLDER).entrySet()) {
            Files.copy(
                    FOLDER.resolve(expected.getKey() + ".json"),
                    published.resolve(expected.getValue().publishedAs()));
        }
        assertThat(run(copy.toString())).isEqualTo(1);
        assertThat(run(copy.toString(), published.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("NOT equal to the committed sha256:")
                .contains(" at /components/schemas/Gemma3nRequest/properties/top_p/minimum")
                .contains("number 0.02 / number 0.01");
    }

    @Test
    void wrongUseAndMissingFilesSaySo(@TempDir Path copy) {
        assertThat(run()).isEqualTo(2);
        assertThat(run(copy.toString())).isEqualTo(2);
        assertThat(out.toString(UTF_8)).contains("fingerprints.txt");
    }
}
