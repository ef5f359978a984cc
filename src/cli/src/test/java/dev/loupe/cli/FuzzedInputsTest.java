package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every command that reads a file ends with a verdict or a message, whatever the bytes: the corpus, and mutations that are the same
 * in each run. {@code make fuzz} searches for further inputs; one that was an error belongs into the corpus.
 */
final class FuzzedInputsTest {
    private static final int MUTATIONS = Integer.getInteger("loupe.mutations", 1);

    private static final List<String> TOKENS = List.of(
            "\"$ref\":\"#\"",
            "null",
            "[]",
            "{}",
            "-1",
            "1e999",
            "0.1",
            "\"\"",
            "true",
            "\"\\ud800\"",
            "data: ",
            "\r\n",
            "\t",
            "\u0000",
            "\ufeff",
            "&a ",
            "*a",
            "<<: ",
            "- ",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anyInputEndsWithAVerdictOrAMessage(FuzzTarget target) throws IOException {
        for (Path seed : target.corpus()) {
            byte[] bytes = Files.readAllBytes(seed);
            assertThat(target.run(bytes, folder)).as("%s", seed).isEmpty();
            SplittableRandom random =
                    new SplittableRandom(seed.getFileName().toString().hashCode());
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutated(bytes, random);
                String problem = target.run(mutated, folder);
                assertThat(problem)
                        .as("mutation %s of %s:\n%s", i, seed, new String(mutated, StandardCharsets.ISO_8859_1))
                        .isEmpty();
            }
        }
    }

    /** One to three changes: a token of the formats, a part removed, repeated or moved, a byte. */
    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] mutated = bytes;
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int from = random.nextInt(mutated.length + 1);
            int to = Math.min(mutated.length, from + random.nextInt(40));
            int at = random.nextInt(mutated.length + 1);
            byte[] part = Arrays.copyOfRange(mutated, from, to);
            byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
            mutated = switch (random.nextInt(5)) {
                case 0 -> joined(Arrays.copyOf(mutated, from), token, Arrays.copyOfRange(mutated, to, mutated.length));
                case 1 -> joined(Arrays.copyOf(mutated, from), Arrays.copyOfRange(mutated, to, mutated.length));
                case 2 -> joined(Arrays.copyOf(mutated, at), part, Arrays.copyOfRange(mutated, at, mutated.length));
                case 3 -> joined(Arrays.copyOf(mutated, at), token, Arrays.copyOfRange(mutated, at, mutated.length));
                default ->
                    joined(
                            Arrays.copyOf(mutated, from),
                            new byte[] {(byte) random.nextInt(256)},
                            Arrays.copyOfRange(mutated, to, mutated.length));
            };
        }
        return mutated;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
