package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.client.error.StreamException;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final String ANSWER =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}";
    private static final String CHUNK =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":%s,\"delta\":{\"content\":\"Hello\"}}]}";

    @Test
    void aProgramAsksAndListens() {
        try (RawServer server = new RawServer()) {
            GemmaClient client =
                    GemmaClient.builder().baseUrl(server.url()).apiKey("k-123456").build();
            server.plays(Script.json(ANSWER));
            assertThat(Hello.ask(client)).isEqualTo("Hello");
            assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-123456");
            server.plays(Script.stream().event(CHUNK.formatted("\"stop\"")).event("[DONE]"));
            assertThat(Hello.listen(client)).isEqualTo("Hello");
            server.plays(Script.stream().event(CHUNK.formatted("null")).event("[DONE]"));
            assertThatThrownBy(() -> Hello.listen(client)).isInstanceOf(StreamException.class);
        }
    }

    @Test
    void theClientBringsItsRuntimeJacksonAndTwoJarsOfAnnotationsAndNothingElse() {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> new File(path).getName())
                .filter(name -> name.endsWith(".jar"))
                .filter(name -> !name.matches("(junit|assertj|byte-buddy|opentest4j|apiguardian|surefire|gemma-client-.*tests).*"))
                .map(name -> name.replaceAll("-[0-9].*", ""))
                .sorted()
                .toList();
        assertThat(jars)
                .containsExactly(
                        "gemma-client",
                        "jackson-annotations",
                        "jackson-core",
                        "jackson-databind",
                        "jakarta.validation-api",
                        "jspecify",
                        "loupe-client-runtime");
    }
}
