package dev.loupe.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.client.error.InvalidRequestException;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemmaClientTest {
    private static final String ANSWER = "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}";
    private static final String CHUNK =
            "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{\"content\":\"x\"}}]}";

    @ParameterizedTest
    @CsvSource({
        "https://api.aimlapi.com,https://api.aimlapi.com/v1/chat/completions",
        "https://api.aimlapi.com/,https://api.aimlapi.com/v1/chat/completions",
        "https://api.aimlapi.com/v1,https://api.aimlapi.com/v1/chat/completions",
        "https://openrouter.ai/api/v1/,https://openrouter.ai/api/v1/chat/completions",
        "http://127.0.0.1:8080,http://127.0.0.1:8080/v1/chat/completions",
        "https://a.azure.example/openai/deployments/g?api-version=1,https://a.azure.example/openai/deployments/g/chat/completions?api-version=1",
        "https://host/v1?tenant=a&region=b,https://host/v1/chat/completions?tenant=a&region=b",
        "https://host/v1beta/openai/chat/completions,https://host/v1beta/openai/chat/completions"
    })
    void theBaseUrlHasItsVersionOrNot(String base, String endpoint) {
        assertThat(GemmaClient.builder().baseUrl(base).apiKey("k").build().toString())
                .startsWith("GemmaClient[" + endpoint + ", ");
    }

    @Test
    void aBaseUrlThatCouldHoldASecretIsRejectedWithoutPrintingIt() {
        for (String url : List.of(
                "https://user:pass@host",
                "https://host?key=pass",
                "https://host?v=1&subscription-key=pass",
                "https://host#pass",
                "ftp://host",
                "host:80")) {
            assertThatThrownBy(() -> GemmaClient.builder().baseUrl(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("pass");
        }
    }

    @Test
    void theKeyOfTheEnvironmentGoesToItsOwnProviderAndToThisMachineOnly() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.json(ANSWER));
            builderWithEnvironment("k-env").baseUrl(server.url()).build().create(request("Hi"));
            assertThat(server.requests().get(0).header("authorization")).isEqualTo("Bearer k-env");
        }
        GemmaClient elsewhere = builderWithEnvironment("k-env")
                .baseUrl("https://openrouter.ai/api/v1")
                .build();
        assertThat(elsewhere).extracting("calls.connection.key").isNull();
    }

    @Test
    void theKeyIsSentInTheHeaderOfTheCaller() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.json(ANSWER));
            GemmaClient client = GemmaClient.builder()
                    .baseUrl(server.url() + "/openai/deployments/g?api-version=2024-10-21")
                    .apiKey("k-123456")
                    .apiKeyHeader("api-key")
                    .build();
            client.create(request("Hi"));
            assertThat(server.requests().get(0).head())
                    .startsWith("POST /openai/deployments/g/chat/completions?api-version=2024-10-21 HTTP/1.1");
            assertThat(server.requests().get(0).header("api-key")).isEqualTo("k-123456");
            assertThat(server.requests().get(0).header("authorization")).isEmpty();
        }
    }

    @Test
    void aMissingKeyIsReportedBeforeTheFirstCall() {
        assertThatThrownBy(() -> builderWithEnvironment("").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AIMLAPI_KEY")
                .hasMessageContaining("apiKey");
        GemmaClient client = builderWithEnvironment("k-env").build();
        assertThat(client)
                .hasToString("GemmaClient[https://api.aimlapi.com/v1/chat/completions, " + client.options() + "]");
    }

    @Test
    void aRequestIsSentAsItWasBuilt() {
        try (RawServer server = new RawServer()) {
            GemmaClient client = client(server);
            server.plays(Script.json(ANSWER));
            client.create(request("Hi"));
            client.create(request("Hi").toBuilder().stream(true).build());
            assertThat(server.requests().get(0).body())
                    .isEqualTo(
                            "{\"model\":\"google/gemma-3-4b-it\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
            assertThat(server.requests().get(0).header("accept")).isEqualTo("application/json");
            assertThat(server.requests().get(1).body()).doesNotContain("\"stream\":true");
            server.plays(Script.stream().event(CHUNK));
            try (ChatStream stream = client.stream(request("Hi"))) {
                assertThat(stream.completion().text()).hasValue("x");
                assertThat(stream.headers().first("content-type")).hasValue("text/event-stream");
            }
            assertThat(server.requests().get(0).body()).contains("\"stream\":true");
            assertThat(server.requests().get(0).header("accept")).isEqualTo("text/event-stream");
        }
    }

    @Test
    void aRequestOutOfRangeIsNotSent() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.json(ANSWER), Script.json(ANSWER));
            Gemma3Request hot = request("Hi").toBuilder().temperature(2.5).build();
            assertThatThrownBy(() -> client(server).create(hot))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("temperature")
                    .hasMessageContaining("2.5")
                    .hasMessageContaining("2");
            assertThatThrownBy(() -> client(server).stream(hot)).isInstanceOf(InvalidRequestException.class);
            assertThat(server.requests()).isEmpty();
            client(server).withOptions(o -> o.validate(false)).create(hot);
            assertThat(server.requests().get(0).body()).contains("\"temperature\":2.5");
        }
    }

    @Test
    void optionsOfACopyLeaveTheOriginalAlone() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.json(ANSWER));
            GemmaClient client = client(server);
            client.withOptions(o -> o.header("X-Title", "mine").maxRetries(9)).create(request("Hi"));
            client.create(request("Hi"));
            assertThat(server.requests().get(0).header("x-title")).isEqualTo("mine");
            assertThat(server.requests().get(1).header("x-title")).isEmpty();
            assertThat(client.options().maxRetries()).isEqualTo(2);
        }
    }

    @Test
    void oneClientServesManyThreads() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.stream().event(CHUNK).event("[DONE]"));
            GemmaClient client = client(server);
            List<CompletableFuture<String>> calls = IntStream.range(0, 64)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try (ChatStream stream = client.stream(request("Hi " + i))) {
                            return stream.completion().text().orElse("");
                        }
                    }))
                    .toList();
            assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("x"));
            assertThat(server.requests()).hasSize(64);
        }
    }

    @Test
    void aFailureShowsWhereTheCallerStands() {
        try (RawServer server = new RawServer()) {
            server.plays(Script.answer(404, "", ""));
            assertThatThrownBy(() -> client(server).create(request("Hi")))
                    .satisfies(failed -> assertThat(failed.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().equals(GemmaClientTest.class.getName())));
        }
    }

    @Test
    void anHttpClientThatFollowsRedirectsIsRejected() {
        HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> GemmaClient.builder().httpClient(following))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redirects");
    }

    private static Gemma3Request request(String text) {
        return Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user(text)
                .build();
    }

    private static GemmaClient client(RawServer server) {
        return GemmaClient.builder().baseUrl(server.url()).apiKey("k-123456").build();
    }

    private static GemmaClientBuilder builderWithEnvironment(String key) {
        return new GemmaClientBuilder(name -> name.equals("AIMLAPI_KEY") ? key : null);
    }
}
