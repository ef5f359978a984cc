package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the connections of the recorder, to the byte. */
class RecordingProxyTrafficTest extends RecordedTraffic {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "POST"})
    void aChunkedBodyIsForwarded(String method) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream)) {
            String request = method + " /x HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
            send(recorder, request + "5\r\nhello\r\n0\r\n\r\n");
            assertThat(upstream.requests().getFirst()).startsWith(method).contains("hello");
        }
        assertThat(recording().at("/request/text").asText()).isEqualTo("hello");
    }

    @Test
    void headersOfTheConnectionAreNotForwarded() throws Exception {
        String response = OK.formatted("connection: keep-alive, x-theirs\r\nx-theirs: 1\r\nx-all: 2\r\n");
        try (ScriptedUpstream upstream = new ScriptedUpstream(response);
                RecordingProxy recorder = start(upstream)) {
            String received = send(
                    recorder,
                    "GET /x HTTP/1.1\r\nhost: localhost\r\nconnection: x-mine, keep-alive\r\nx-mine: 1\r\nx-other: 2\r\n\r\n");
            assertThat(upstream.requests().getFirst()).contains("x-other: 2").doesNotContain("x-mine");
            assertThat(received).contains("x-all: 2").doesNotContain("x-theirs");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r1\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
                        + "Content-Length: 16\r\n\r\n{\"text\":\"wörd\"}",
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nx-a: 1\r\n\r\n"
                        + "9\r\ndata: wö\r\n2\r\n\n\n\r\ne\r\ndata: [DONE]\n\n\r\n0\r\n\r\n",
                "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 2\r\n\r\n{}"
            })
    void aResponseHasTheBytesOfTheUpstream(String response) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(response);
                RecordingProxy recorder = start(upstream)) {
            String direct = send(upstream.port(), post("{}"));
            assertThat(endToEnd(send(recorder, post("{}")))).isEqualTo(endToEnd(direct));
        }
    }

    /** Without the headers of the connection, and without chunks, whose sizes are of the connection too. */
    private static String endToEnd(String response) {
        int end = response.indexOf("\r\n\r\n");
        String head = response.substring(0, end)
                .lines()
                .filter(line -> !line.matches("(?i)(connection|keep-alive|transfer-encoding): .*"))
                .collect(Collectors.joining("\n"));
        String body = response.substring(end + 4);
        if (!response.substring(0, end).toLowerCase(Locale.ROOT).contains("chunked")) {
            return head + "\n\n" + body;
        }
        StringBuilder whole = new StringBuilder(head).append("\n\n");
        for (int at = 0; at < body.length(); ) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            whole.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return whole.toString();
    }

    @Test
    void longHeadersAreForwarded() throws Exception {
        String header = "x-long: " + "h".repeat(100_000) + "\r\n";
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(header));
                RecordingProxy recorder = start(upstream)) {
            assertThat(send(recorder, "GET /x HTTP/1.1\r\nhost: localhost\r\n" + header + "\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains(header);
            assertThat(upstream.requests().getFirst()).contains(header);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT example.com:443,example.com:443,,405",
        "GET http://example.com/,localhost,,400",
        "GET /,evil.example,,403",
        "GET /,127.0.0.1.evil.example,,403",
        "GET /,localhost,https://evil.example,403",
        "GET /,localhost,null,403",
        "GET /,localhost,http://localhost:3000,200",
        "GET /,127.0.0.1:8080,,200",
        "GET /,[::1]:8080,,200",
    })
    void foreignRequestsAreRejected(String request, String host, String origin, int status) throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream)) {
            String response = send(
                    recorder,
                    request + " HTTP/1.1\r\nhost: " + host + "\r\n"
                            + (origin == null ? "" : "origin: " + origin + "\r\n") + "\r\n");
            assertThat(response).startsWith("HTTP/1.1 " + status);
            assertThat(upstream.requests()).hasSize(status == 200 ? 1 : 0);
        }
    }

    @Test
    void aClosedIdleConnectionIsReplacedOnce() throws Exception {
        // each connection gives one response and accepts one more request, which it does not respond to
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream)) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(recorder, post("{\"i\":" + i + "}"))).startsWith("HTTP/1.1 200");
            }
            assertThat(upstream.requests()).hasSize(5).allSatisfy(request -> assertThat(request)
                    .contains("{\"i\":"));
        }
        assertThat(files()).hasSize(5);
    }

    /** What the client receives when this happens to the upstream after the request arrived; empty after a reset. */
    private static String receivedWhen(ScriptedUpstream upstream, Failing event, RecordingProxy recorder)
            throws Exception {
        AtomicReference<String> received = new AtomicReference<>("");
        Thread client = Thread.ofVirtual().start(() -> {
            try {
                received.set(send(recorder, post("{}")));
            } catch (IOException reset) {
                // nothing is received
            }
        });
        assertThat(upstream.responded().await(10, TimeUnit.MINUTES)).isTrue();
        event.happen();
        client.join();
        return received.get();
    }

    private interface Failing {
        void happen() throws IOException;
    }

    @Test
    void theViolatedChecksAreATrailerOfTheResponse() throws Exception {
        RecordingObserver observer = new RecordingObserver() {
            @Override
            public List<String> recorded(Path file, boolean kept, byte[] recording) {
                return List.of("usage.total", "error.status");
            }

            @Override
            public boolean addsFindings() {
                return true;
            }
        };
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream, options -> options.observer(observer));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(recorder.url()).getPort())) {
            socket.setSoTimeout(600_000);
            socket.getOutputStream().write(post("{}").getBytes(StandardCharsets.UTF_8));
            String end = "0\r\nx-loupe-findings: usage.total, error.status\r\n\r\n";
            assertThat(ScriptedUpstream.until(socket.getInputStream(), end))
                    .contains("trailer: x-loupe-findings", "\r\n2\r\n{}\r\n")
                    .doesNotContain("content-length")
                    .endsWith(end);
        }
    }

    @Test
    void aResponseThatEndsAfterItsHeadersEndsForTheClient() throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 500\r\nconnection: close\r\n\r\n";
        try (ScriptedUpstream upstream = new ScriptedUpstream(head);
                RecordingProxy recorder = start(upstream)) {
            assertThat(receivedWhen(upstream, upstream::stop, recorder)).doesNotContain("loupe record");
        }
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("reset");
    }

    @Test
    void anUpstreamThatClosesWithoutAResponseIsABadGateway() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream("");
                RecordingProxy recorder = start(upstream)) {
            assertThat(receivedWhen(upstream, upstream::disconnect, recorder)).startsWith("HTTP/1.1 502");
        }
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("reset");
    }
}
