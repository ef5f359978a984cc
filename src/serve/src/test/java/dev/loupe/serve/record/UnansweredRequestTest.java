package dev.loupe.serve.record;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.connection.ProxyRoutes;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.serve.Endpoint;
import dev.loupe.serve.record.RecordingProxyOptions.Connections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder that gets no response from its upstream tells its client and its observer why, and records it. */
class UnansweredRequestTest {
    @TempDir
    Path folder;

    private JsonNode recording() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return Endpoint.json(Files.readString(files.findFirst().orElseThrow()));
        }
    }

    /** What the client receives; adds what the observer received. */
    private HttpResponse<String> unanswered(String upstream, Connections connections, List<String> observed)
            throws Exception {
        RecordingProxyOptions options =
                RecordingProxyOptions.of(URI.create(upstream), folder.resolve("out"), Redactor.of("AIMLAPI_KEY"));
        try (RecordingProxy recorder =
                        RecordingProxy.start(options.connections(connections).observer(new RecordingObserver() {
                            @Override
                            public void unanswered(String host, Failure failure) {
                                observed.add(failure.message());
                            }
                        }));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(recorder.url() + "/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(ask("Hello", "")))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String closed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void aMissingUpstreamIsReportedAndRecorded() throws Exception {
        List<String> observed = new CopyOnWriteArrayList<>();
        String upstream = closed();
        HttpResponse<String> response = unanswered(upstream, Connections.DEFAULT, observed);
        String cause = "connection to " + upstream.substring(7) + " refused; is a server running on this port?";

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).isEqualTo("loupe record: no response from 127.0.0.1: " + cause + "\n");
        assertThat(observed).containsExactly(cause);
        assertThat(recording().path("response").isNull()).isTrue();
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("refused");
        assertThat(recording().at("/failure/message").asText()).isEqualTo(cause);
    }

    @Test
    void aSilentUpstreamEndsAtTheTimeout() throws Exception {
        List<String> observed = new CopyOnWriteArrayList<>();
        try (ServerSocket silent = new ServerSocket(0)) {
            unanswered(
                    "http://127.0.0.1:" + silent.getLocalPort(),
                    new Connections(null, ProxyRoutes.none(), Duration.ofMillis(300)),
                    observed);
        }
        assertThat(observed).hasSize(1);
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("timeout");
    }

    @Test
    void requestsGoThroughTheProxyAndAProxyThatCannotBeReachedIsTheCause() throws Exception {
        List<String> observed = new CopyOnWriteArrayList<>();
        String proxy = closed();
        unanswered(
                "https://models.test",
                new Connections(null, ProxyRoutes.of(proxy, Map.of()), Duration.ofMinutes(1)),
                observed);
        assertThat(observed.getFirst())
                .startsWith("the proxy cannot be reached: connection to " + proxy.substring(7) + " refused");
    }

    @Test
    void aProxyThatRequiresAUserNameIsNotTheUpstream() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(407, -1);
            exchange.close();
        });
        proxy.start();
        List<String> observed = new CopyOnWriteArrayList<>();
        try {
            String url = "http://127.0.0.1:" + proxy.getAddress().getPort();
            HttpResponse<String> response = unanswered(
                    "http://models.test",
                    new Connections(null, ProxyRoutes.of(url, Map.of()), Duration.ofMinutes(1)),
                    observed);

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(observed)
                    .singleElement()
                    .asString()
                    .startsWith("the proxy " + url + " rejects the connection with status 407");
            assertThat(recording().path("response").isNull()).isTrue();
        } finally {
            proxy.stop(0);
        }
    }
}
