package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeSourcesTest {
    private static final String PACKAGE = "com.acme.chat";

    @Test
    void everySourceOfTheRuntimeIsListed() throws IOException {
        assertThat(List.copyOf(RuntimeSources.runtime().keySet()))
                .isEqualTo(sources("src/client-runtime/src/main/java/dev/loupe/client", 3));
        assertThat(RuntimeSources.CLIENT).isEqualTo(sources("src/client/src/main/java/dev/loupe/gemma", 1));
    }

    private static List<String> sources(String name, int depth) throws IOException {
        Path folder = Path.of(System.getProperty("loupe.root"), name);
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aClientWithTheSourcesOfTheRuntimeNeedsNothingOfLoupe(@TempDir Path folder) throws Exception {
        Path spec = Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/generate/openapi.yaml");
        ClientOptions options = new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.SOURCES);
        Map<String, String> files =
                ClientGenerator.generate(Contracts.loadAsIs(spec), options).files();
        assertThat(files).containsKey("com/acme/chat/runtime/error/ApiException.java");
        files.forEach((name, text) -> assertThat(text).as(name).doesNotContain("dev.loupe"));
        try (CompiledClient client = CompiledClient.alone(files, PACKAGE, folder)) {
            assertThat(client.roundTrip("ChatRequest", "{\"x\":1}")).isEqualTo("{\"x\":1}");
        }
    }
}
