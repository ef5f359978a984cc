package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Named clients, listeners that are beans, and the health check. */
@QuarkusTest
@QuarkusTestResource(RunningServer.class)
class NamedClientsTest {
    private static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();
    private static final String ANSWER =
            "{\"id\":\"1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}";

    @Inject
    NamedClients clients;

    @Inject
    Teller teller;

    @Inject
    CallLog calls;

    @TestHTTPResource("/q/health/ready")
    URI ready;

    RawServer server; // from RunningServer

    @Test
    void aNamedClientHasItsOwnConfiguration() {
        server.plays(Script.json(ANSWER));
        clients.named.create(REQUEST);
        assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-named-123456");
        assertThat(server.requests().get(0).header("x-team")).isEqualTo("b");
        assertThat(server.requests().get(0).header("x-title")).isEmpty();
        assertThat(calls.finished()).last().isEqualTo("/other/v1/chat/completions");

        server.plays(Script.json(ANSWER));
        assertThat(clients.reactive.create(REQUEST).await().atMost(Duration.ofMinutes(1)).text())
                .hasValue("Hello");
        assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-named-123456");
    }

    @Test
    void theRetriesOfANamedClientAreItsOwn() {
        server.plays(Script.answer(429, "application/json", "{\"message\":\"slow down\"}"));
        assertThatThrownBy(() -> clients.named.create(REQUEST)).isInstanceOf(RateLimitException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aNameMayHaveDots() {
        assertThat(clients.quoted.options().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(clients.clients.client("eu.west")).isSameAs(clients.quoted);
        assertThat(clients.clients.client()).isSameAs(teller.client());
    }

    @Test
    void aListenerBeanReceivesTheCallsOfEveryClient() {
        int before = calls.finished().size();
        server.plays(Script.json(ANSWER));
        teller.client().create(REQUEST);
        assertThat(calls.finished()).hasSize(before + 1);
    }

    @Test
    void theHealthCheckConnectsToTheServerOfEachClient() throws Exception {
        server.plays(Script.answer(404, "text/plain", ""), Script.answer(404, "text/plain", ""));
        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
        JsonNode check = new ObjectMapper().readTree(health.body()).at("/checks/0");
        assertThat(check.path("status").asText()).as(health.body()).isEqualTo("UP");
        assertThat(check.at("/data/<default>").asText()).isEqualTo("UP");
        assertThat(check.at("/data/b").asText()).isEqualTo("UP");
        assertThat(check.path("data").size()).isEqualTo(2);
        assertThat(server.requests()).allMatch(request -> request.header("authorization").isEmpty());
    }
}
