package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Rows;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every behaviour of servers, over the connection that Quarkus has configured. */
@QuarkusTest
@QuarkusTestResource(RunningServer.class)
class QuarkusTransportBehaviourTest {
    private static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();
    private static final String ANSWER =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}";
    private static final String CHUNK =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{\"content\":\"Hello\"}}]}";

    @Inject
    Teller teller;

    @Inject
    Vertx vertx;

    RawServer server; // from RunningServer

    static List<String> rows() {
        return Rows.names();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClientDoesWhatItOwesItsCaller(String row) throws Exception {
        Rows.named(row).trial().run(server, teller.client());
    }

    @Test
    void theConfigurationOfTheRestClientIsUsed() {
        server.plays(Script.json(ANSWER));
        teller.client().create(REQUEST);
        assertThat(server.requests().get(0).header("x-title")).isEqualTo("Quarkus example");
        assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-quarkus-123456");
    }

    @Test
    void uniAndMultiComeFromTheClient() {
        server.plays(Script.json(ANSWER));
        ChatCompletion answer = teller.ask(REQUEST).await().atMost(Duration.ofSeconds(5));
        assertThat(answer.text()).hasValue("Hello");
        server.plays(Script.stream().event(CHUNK).event("[DONE]"));
        assertThat(teller.listen(REQUEST).collect().asList().await().atMost(Duration.ofSeconds(5)))
                .hasSize(1);
    }

    @Test
    void theGeneratedInterfaceIsARestClient() {
        server.plays(Script.json(ANSWER));
        assertThat(teller.api().create(REQUEST).text()).hasValue("Hello");
        assertThat(server.requests().get(0).header("accept")).isEqualTo("application/json");
        assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-quarkus-123456");
    }

    @Test
    void aCallThatWaitsIsRejectedOnAnEventLoop() throws Exception {
        server.plays(Script.json(ANSWER));
        CompletableFuture<Object> waited = new CompletableFuture<>();
        vertx.nettyEventLoopGroup().next().execute(() -> {
            try {
                waited.complete(teller.client().create(REQUEST));
            } catch (RuntimeException rejected) {
                waited.complete(rejected);
            }
        });
        assertThat(waited.get(10, TimeUnit.MINUTES))
                .isInstanceOfSatisfying(IllegalStateException.class, rejected -> assertThat(rejected)
                        .hasMessageContaining("event loop")
                        .hasMessageContaining("createAsync()"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theGeneratedInterfaceHasTheSameExceptions() {
        server.plays(Script.answer(429, "application/json", "{\"message\":\"slow down\"}", "Retry-After: 5"));
        assertThatThrownBy(() -> teller.api().create(REQUEST))
                .isInstanceOfSatisfying(RateLimitException.class, busy -> {
                    assertThat(busy.message()).hasValue("slow down");
                    assertThat(busy.retryAfter()).hasValue(Duration.ofSeconds(5));
                });
    }
}
