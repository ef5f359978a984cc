package dev.loupe.serve.record;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.serve.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingProxyTest {
    private static final String KEY = "sk-a-long-and-secret-key-0123456789";

    private final Path folder;
    private final HttpClient client = HttpClient.newHttpClient();

    RecordingProxyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private RecordingProxy start(String upstream) {
        return start(upstream, RecordingObserver.NONE);
    }

    private RecordingProxy start(String upstream, RecordingObserver observer) {
        return RecordingProxy.start(
                RecordingProxyOptions.of(URI.create(upstream), folder.resolve("out"), Redactor.of("AIMLAPI_KEY"))
                        .observer(observer));
    }

    private static HttpRequest request(RecordingProxy recorder, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(recorder.url() + "/v1/chat/completions"))
                .timeout(Duration.ofMinutes(10))
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private List<JsonNode> recordings() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.sorted().map(RecordingProxyTest::read).toList();
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Endpoint.json(Files.readString(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void aResponseIsForwardedUnchangedAndRecordedWithoutTheKey() throws Exception {
        HttpResponse<String> response;
        try (Endpoint upstream = Endpoint.start();
                RecordingProxy recorder = start(upstream.provider.url())) {
            response = send(request(recorder, ask("Say the word " + KEY, ""), "X-Client-Request-Id", "mine"));
        }
        JsonNode recording = recordings().getFirst();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains(KEY);
        assertThat(response.headers().firstValue("x-client-request-id")).contains("mine");
        assertThat(recording.path("format").asText()).isEqualTo("loupe-exchange/1");
        assertThat(recording.at("/request/method").asText()).isEqualTo("POST");
        assertThat(recording.at("/request/url").asText()).endsWith("/v1/chat/completions");
        assertThat(recording.at("/request/headers/authorization").asText()).isEqualTo("Bearer ${AIMLAPI_KEY}");
        assertThat(recording.at("/request/body/model").asText()).isEqualTo(Endpoint.SMALL);
        assertThat(recording.at("/response/status").intValue()).isEqualTo(200);
        assertThat(recording.at("/response/headers/x-inference-id").isTextual()).isTrue();
        assertThat(recording.at("/response/body/choices")).hasSize(1);
        assertThat(recording.at("/response/times/firstByte").doubleValue()).isPositive();
        assertThat(recording.at("/response/times/end").doubleValue())
                .isGreaterThanOrEqualTo(
                        recording.at("/response/times/firstByte").doubleValue());
        assertThat(recording.toString()).doesNotContain(KEY);
    }

    @Test
    void aStreamIsForwardedAtOnceAndRecordedWithItsTimes() throws Exception {
        CountDownLatch aWhileLater = new CountDownLatch(1);
        try (HeldBackUpstream upstream = HeldBackUpstream.start(
                        "data: {\"first\": 1}\n\n", aWhileLater, "data: {\"second\": 2}\n\ndata: [DONE]\n\n");
                RecordingProxy recorder = start(upstream.url())) {
            HttpResponse<InputStream> response = client.send(
                    request(recorder, ask("Count from 1 to 4", "\"stream\": true")),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                // the upstream sends the rest only after this was read, so it was not kept until the end
                assertThat(lines.readLine()).contains("first");
                aWhileLater.countDown();
                assertThat(lines.lines().toList()).contains("data: [DONE]");
            }
        }
        JsonNode stream = recordings().getFirst().at("/response/stream");

        assertThat(stream).hasSizeGreaterThan(1);
        assertThat(stream.get(stream.size() - 1).path("at").doubleValue()
                        - stream.get(0).path("at").doubleValue())
                .as("the second event was sent after the client had read the first")
                .isPositive();
        assertThat(stream.toString()).contains("[DONE]");
    }

    @Test
    void aDisconnectedClientIsNotRecordedAsAFailureOfTheUpstream() throws Exception {
        CountDownLatch recorded = new CountDownLatch(1);
        RecordingObserver observer = new RecordingObserver() {
            @Override
            public List<String> recorded(Path file, boolean kept, byte[] recording) {
                recorded.countDown();
                return List.of();
            }
        };
        try (Endpoint upstream = Endpoint.start(options -> options.tokensPerSecond(10));
                RecordingProxy recorder = start(upstream.provider.url(), observer)) {
            HttpResponse<InputStream> response = client.send(
                    request(recorder, ask("Count from 1 to 20", "\"stream\": true")),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.body().read()).isPositive();
            response.body().close();
            assertThat(recorded.await(10, TimeUnit.MINUTES)).isTrue();
        }
        JsonNode failure = recordings().getFirst().path("failure");

        assertThat(failure.path("kind").asText()).isEqualTo("other");
        assertThat(failure.path("message").asText()).isEqualTo("the client disconnected");
    }

    @Test
    void aResetStreamIsResetForTheClientAndRecordedUpToThere() throws Exception {
        try (Endpoint upstream = Endpoint.start(options -> options.faultByHeader());
                RecordingProxy recorder = start(upstream.provider.url())) {
            HttpRequest request =
                    request(recorder, ask("Hello", "\"stream\": true"), "X-Loupe-Fault", "wire.reset=900");
            assertThatThrownBy(() -> send(request)).isInstanceOf(IOException.class);
        }
        JsonNode recording = recordings().getFirst();

        assertThat(recording.at("/response/stream").toString())
                .contains("assistant")
                .doesNotContain("[DONE]");
        assertThat(recording.at("/failure/kind").asText()).isEqualTo("reset");
    }

    @Test
    void nothingIsSentToAnInvalidCertificate() throws Exception {
        HttpResponse<String> response;
        try (Endpoint upstream = Endpoint.start(
                        options -> options.fault(dev.loupe.serve.fault.Faults.named("wire.wrong-certificate")
                                .orElseThrow()));
                RecordingProxy recorder = start(upstream.provider.url())) {
            response = send(request(recorder, ask("Hello", "")));
        }

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(recordings().getFirst().at("/failure/kind").asText()).isEqualTo("tls");
    }

    @Test
    void noTextOfAMessageIsOnDiskWhenTextIsMasked() throws Exception {
        String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Karenina\"}}]}\n\n";
        CountDownLatch rest = new CountDownLatch(1);
        try (HeldBackUpstream upstream = HeldBackUpstream.start(event, rest, event);
                RecordingProxy recorder = RecordingProxy.start(RecordingProxyOptions.of(
                        URI.create(upstream.url()),
                        folder.resolve("out"),
                        Redactor.of("K").withMaskedText()))) {
            HttpResponse<InputStream> response = client.send(
                    request(recorder, "{\"messages\":[{\"role\":\"user\",\"content\":\"Vronsky\"}]}"),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.body().readNBytes(event.length())).asString().isEqualTo(event);
            assertThat(written()).doesNotContain("Karenina", "Vronsky");
            rest.countDown();
            assertThat(response.body().readAllBytes()).asString().isEqualTo(event);
        }
        assertThat(written()).contains("\"stream\"", "content").doesNotContain("Karenina", "Vronsky");
    }

    private String written() throws IOException {
        StringBuilder written = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.toList()) {
                written.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return written.toString();
    }

    @Test
    void manyAtOnceAreAllRecorded() throws Exception {
        try (Endpoint upstream = Endpoint.start();
                RecordingProxy recorder = start(upstream.provider.url())) {
            List<java.util.concurrent.CompletableFuture<HttpResponse<String>>> all = Stream.generate(() ->
                            client.sendAsync(request(recorder, ask("Hello", "")), HttpResponse.BodyHandlers.ofString()))
                    .limit(40)
                    .toList();
            for (var each : all) {
                assertThat(each.get().statusCode()).isEqualTo(200);
            }
        }

        assertThat(recordings()).hasSize(40);
    }

    @Test
    void anUpstreamThatIsNoUrlIsRejected() {
        assertThatThrownBy(() -> start("ftp://example.com")).hasMessageContaining("http or https");
        assertThatThrownBy(() -> start("https://user:secret@example.com")).hasMessageNotContaining("secret");
    }
}
