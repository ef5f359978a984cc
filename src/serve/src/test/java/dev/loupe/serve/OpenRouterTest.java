package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static dev.loupe.serve.Endpoint.chunks;
import static dev.loupe.serve.Endpoint.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenRouterTest {
    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start(options -> options.dialect(ServeDialect.named("openrouter")));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void itRespondsUnderApiAndQuotesTheErrorOfTheUpstream() throws Exception {
        assertThat(endpoint.provider.url()).endsWith("/api");
        HttpResponse<String> response = endpoint.post(ask("Hello", "\"tools_we_do_not_have\": 1"));
        JsonNode answer = json(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.path("provider").asText()).isEqualTo("Loupe");
        assertThat(answer.at("/choices/0/native_finish_reason").asText()).isEqualTo("STOP");
        assertThat(answer.has("meta")).isFalse();
        assertThat(answer.at("/usage/cost").isNumber()).isTrue();
        assertThat(response.headers().firstValue("x-aimlapi-credits-used")).isEmpty();
    }

    @Test
    void errorsAreInAnObject() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Hello", "\"temperature\": 3"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/code").intValue()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/message").asText()).contains("temperature");
        assertThat(json(response.body()).at("/error/metadata").isObject()).isTrue();
    }

    @Test
    void streamsHaveCommentsAndTheUsageWithItsCost() throws Exception {
        String stream = endpoint.post(ask("Hello", "\"stream\": true, \"stream_options\": {\"include_usage\": true}"))
                .body();

        assertThat(stream).startsWith(": OPENROUTER PROCESSING\n\n");
        assertThat(chunks(stream).getLast().at("/usage/cost").isNumber()).isTrue();
        assertThat(chunks(stream).getFirst().path("provider").asText()).isEqualTo("Loupe");
    }
}
