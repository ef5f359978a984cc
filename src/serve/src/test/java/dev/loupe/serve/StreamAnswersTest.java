package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static dev.loupe.serve.Endpoint.chunks;
import static dev.loupe.serve.Endpoint.data;
import static dev.loupe.serve.Endpoint.joined;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamAnswersTest {
    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start();
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @Test
    void aStreamIsRoleThenTextThenFinishThenDone() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Count from 1 to 3", "\"stream\": true"));
        List<JsonNode> chunks = chunks(response.body());

        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(chunks.getFirst().at("/choices/0/delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(chunks.subList(1, 8)).allSatisfy(chunk -> {
            assertThat(chunk.at("/choices/0/delta").size()).isEqualTo(1);
            assertThat(chunk.at("/choices/0/finish_reason").isNull()).isTrue();
        });
        assertThat(joined(response.body())).isEqualTo("1, 2, 3");
        assertThat(chunks.getLast().at("/choices/0").toString())
                .isEqualTo("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}");
        assertThat(data(response.body()).getLast()).isEqualTo("[DONE]");
        assertThat(response.body()).doesNotContain("usage");
    }

    @Test
    void idModelTimeAndObjectAreTheSameInEveryChunk() throws Exception {
        List<JsonNode> chunks =
                chunks(endpoint.post(ask("Hello", "\"stream\": true")).body());

        for (String member : List.of("id", "model", "created", "object")) {
            assertThat(chunks.stream().map(chunk -> chunk.path(member)).collect(Collectors.toSet()))
                    .as(member)
                    .hasSize(1);
        }
    }

    @Test
    void usageComesLastWithoutChoicesAndOnlyOnRequest() throws Exception {
        String with = endpoint.post(ask("Hello", "\"stream\": true, \"stream_options\": {\"include_usage\": true}"))
                .body();
        String without = endpoint.post(ask("Hello", "\"stream\": true, \"stream_options\": {\"include_usage\": false}"))
                .body();
        JsonNode last = chunks(with).getLast();

        assertThat(last.path("choices")).isEmpty();
        assertThat(last.path("usage"))
                .isEqualTo(endpoint.answer(ask("Hello", "")).path("usage"));
        assertThat(chunks(with)).filteredOn(chunk -> chunk.has("usage")).hasSize(1);
        assertThat(without).doesNotContain("usage");
    }

    @Test
    void aStreamJoinsToTheTextOfTheNonStreamingResponse() throws Exception {
        String question = "Tell me a story about a garnet";

        assertThat(joined(endpoint.post(ask(question, "\"stream\": true")).body()))
                .isEqualTo(endpoint.text(ask(question, "")));
    }

    @Test
    void aLimitAndAStopHoldInStreamsToo() throws Exception {
        String limited = endpoint.post(ask("Count from 1 to 10", "\"stream\": true, \"max_tokens\": 4"))
                .body();
        String stopped = endpoint.post(ask("Count from 1 to 10", "\"stream\": true, \"stop\": \"5\""))
                .body();

        assertThat(joined(limited)).isEqualTo("1, 2");
        assertThat(chunks(limited).getLast().at("/choices/0/finish_reason").asText())
                .isEqualTo("length");
        assertThat(joined(stopped)).isEqualTo("1, 2, 3, 4, ");
        assertThat(chunks(stopped).getLast().at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
    }

    @Test
    void aRejectedStreamIsAnErrorInJson() throws Exception {
        HttpResponse<String> response =
                endpoint.send(endpoint.request("/v1/chat/completions", ask("Hi", "\"stream\": true"))
                        .setHeader("authorization", "Bearer invalid-key"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void latencyAndTokensPerSecondSetThePace() throws Exception {
        try (Endpoint slow = Endpoint.start(
                options -> options.latency(Duration.ofMillis(200)).tokensPerSecond(20))) {
            long start = System.nanoTime();
            String stream =
                    slow.post(ask("Count from 1 to 3", "\"stream\": true")).body();
            double streamed = (System.nanoTime() - start) / 1e9;

            assertThat(joined(stream)).isEqualTo("1, 2, 3");
            // 200 ms, then 7 tokens of 50 ms each; a busy machine takes longer
            assertThat(streamed).isGreaterThan(0.5);
        }
    }

    @Test
    void aNonStreamingResponseWaitsForTheLatencyAlone() throws Exception {
        // a token in a quarter of an hour: an answer that waited for one would not come before the client gives up
        try (Endpoint slow = Endpoint.start(
                options -> options.latency(Duration.ofMillis(200)).tokensPerSecond(0.001))) {
            long start = System.nanoTime();
            String answer = slow.post(ask("Count from 1 to 3", "")).body();

            assertThat(Endpoint.json(answer).at("/choices/0/message/content").asText())
                    .isEqualTo("1, 2, 3");
            assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.2);
        }
    }
}
