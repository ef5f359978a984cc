package dev.loupe.gemma;

import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Rows;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row over the JDK's HTTP client; waits before retries take no time. */
class JdkTransportBehaviourTest {
    private static RawServer server;
    private static GemmaClient client;

    @BeforeAll
    static void begin() {
        server = new RawServer();
        client = GemmaClient.builder()
                .baseUrl(server.url())
                .apiKey("sk-test-1234567890")
                .sleeper(time -> CompletableFuture.completedFuture(null))
                .build();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    static List<String> rows() {
        return Rows.names();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClientDoesWhatItOwesItsCaller(String row) throws Exception {
        Rows.named(row).trial().run(server, client);
    }
}
