package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.serve.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the connections of the recorder, to the byte. */
class RecordingProxyTrafficTest {
    private static final String OK =
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n%s\r\n{}";

    @TempDir
    Path folder;

    private final List<String> losses = Collections.synchronizedList(new ArrayList<>());

    private RecordingProxy start(int upstream, UnaryOperator<RecordingProxyOptions> more) {
        RecordingProxyOptions options = RecordingProxyOptions.of(
                URI.create("http://127.0.0.1:" + upstream), folder.resolve("out"), Redactor.of("API_KEY"));
        return RecordingProxy.start(more.apply(options.observer(new RecordingObserver() {
            @Override
            public void lost(String reason) {
                losses.add(reason);
            }
        })));
    }

    /** An upstream that gives each connection these responses, one for each request, and closes it. */
    private static final class Scripted implements AutoCloseable {
        private final ServerSocket socket;
        private final CountDownLatch responded = new CountDownLatch(1);
        private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private final List<String> responses;
        private volatile @Nullable Socket current;

        Scripted(String... responses) throws IOException {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            this.responses = List.of(responses);
            Thread.ofVirtual().start(this::serve);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    current = connection;
                    for (String response : responses) {
                        String request = read(connection.getInputStream());
                        if (!request.isEmpty()) {
                            requests.add(request);
                            connection.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
                            responded.countDown();
                        }
                    }
                    read(connection.getInputStream());
                } catch (IOException closed) {
                    // the next connection, or the end
                }
            }
        }

        /** Closes the connection that waits for its next request. */
        void disconnect() throws IOException {
            Socket open = current;
            if (open != null) {
                open.close();
            }
        }

        /** No further connection is accepted, and the open one ends. */
        void stop() throws IOException {
            socket.close();
            disconnect();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A message with its body; what arrived when the connection is closed. */
    private static String read(InputStream in) throws IOException {
        String head = until(in, "\r\n\r\n");
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            return head + until(in, "0\r\n\r\n");
        }
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16).split("\r", 2)[0]);
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static String until(InputStream in, String end) throws IOException {
        var bytes = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.append((char) next);
            if (next == '\n' && bytes.indexOf(end, bytes.length() - end.length()) >= 0) {
                break;
            }
        }
        return bytes.toString();
    }

    private static String send(RecordingProxy recorder, String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(recorder.url()).getPort())) {
            socket.setSoTimeout(600_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream());
        }
    }

    private static String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.sorted().toList();
        }
    }

    private JsonNode recording() throws IOException {
        return Endpoint.json(Files.readString(files().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "POST"})
    void aChunkedBodyIsForwarded(String method) throws Exception {
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            String request = method + " /x HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n";
            send(recorder, request + "5\r\nhello\r\n0\r\n\r\n");
            assertThat(upstream.requests.getFirst()).startsWith(method).contains("hello");
        }
        assertThat(recording().at("/request/text").asText()).isEqualTo("hello");
    }

    @Test
    void headersOfTheConnectionAreNotForwarded() throws Exception {
        String response = OK.formatted("connection: keep-alive, x-theirs\r\nx-theirs: 1\r\nx-all: 2\r\n");
        try (Scripted upstream = new Scripted(response);
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            String received = send(
                    recorder,
                    "GET /x HTTP/1.1\r\nhost: localhost\r\nconnection: x-mine, keep-alive\r\nx-mine: 1\r\nx-other: 2\r\n\r\n");
            assertThat(upstream.requests.getFirst()).contains("x-other: 2").doesNotContain("x-mine");
            assertThat(received).contains("x-all: 2").doesNotContain("x-theirs");
        }
    }

    @Test
    void longHeadersAreForwarded() throws Exception {
        String header = "x-long: " + "h".repeat(100_000) + "\r\n";
        try (Scripted upstream = new Scripted(OK.formatted(header));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            assertThat(send(recorder, "GET /x HTTP/1.1\r\nhost: localhost\r\n" + header + "\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .contains(header);
            assertThat(upstream.requests.getFirst()).contains(header);
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
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            String response = send(
                    recorder,
                    request + " HTTP/1.1\r\nhost: " + host + "\r\n"
                            + (origin == null ? "" : "origin: " + origin + "\r\n") + "\r\n");
            assertThat(response).startsWith("HTTP/1.1 " + status);
            assertThat(upstream.requests).hasSize(status == 200 ? 1 : 0);
        }
    }

    @Test
    void aClosedIdleConnectionIsReplacedOnce() throws Exception {
        // each connection gives one response and accepts one more request, which it does not respond to
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            for (int i = 0; i < 5; i++) {
                assertThat(send(recorder, post("{\"i\":" + i + "}"))).startsWith("HTTP/1.1 200");
            }
            assertThat(upstream.requests).hasSize(5).allSatisfy(request -> assertThat(request)
                    .contains("{\"i\":"));
        }
        assertThat(files()).hasSize(5);
    }

    /** What the client receives when this happens to the upstream after the request arrived; empty after a reset. */
    private static String receivedWhen(Scripted upstream, Failing event, RecordingProxy recorder) throws Exception {
        AtomicReference<String> received = new AtomicReference<>("");
        Thread client = Thread.ofVirtual().start(() -> {
            try {
                received.set(send(recorder, post("{}")));
            } catch (IOException reset) {
                // nothing is received
            }
        });
        assertThat(upstream.responded.await(10, TimeUnit.MINUTES)).isTrue();
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
            public List<String> recorded(Path file, byte[] recording) {
                return List.of("usage.total", "error.status");
            }

            @Override
            public boolean addsFindings() {
                return true;
            }
        };
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options.observer(observer));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(recorder.url()).getPort())) {
            socket.setSoTimeout(600_000);
            socket.getOutputStream().write(post("{}").getBytes(StandardCharsets.UTF_8));
            String end = "0\r\nx-loupe-findings: usage.total, error.status\r\n\r\n";
            assertThat(until(socket.getInputStream(), end))
                    .contains("trailer: x-loupe-findings", "\r\n2\r\n{}\r\n")
                    .doesNotContain("content-length")
                    .endsWith(end);
        }
    }

    @Test
    void aResponseThatEndsAfterItsHeadersEndsForTheClient() throws Exception {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 500\r\nconnection: close\r\n\r\n";
        try (Scripted upstream = new Scripted(head);
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            assertThat(receivedWhen(upstream, upstream::stop, recorder)).doesNotContain("loupe record");
        }
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("reset");
    }

    @Test
    void anUpstreamThatClosesWithoutAResponseIsABadGateway() throws Exception {
        try (Scripted upstream = new Scripted("");
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            assertThat(receivedWhen(upstream, upstream::disconnect, recorder)).startsWith("HTTP/1.1 502");
        }
        assertThat(recording().at("/failure/kind").asText()).isEqualTo("reset");
    }

    @Test
    void recordingsArePrivate() throws Exception {
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            send(recorder, post("{}"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out"))))
                .isEqualTo("rwx------");
    }

    @Test
    void beyondTheMemoryBudgetTrafficContinuesAndTheLossIsReported() throws Exception {
        var limits = new RecordingProxyOptions.Limits(10, 0, false, false);
        Scripted upstream = new Scripted(OK.formatted(""));
        RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options.limits(limits));
        try (upstream;
                recorder) {
            assertThat(send(recorder, post("{\"long\":\"request\"}"))).startsWith("HTTP/1.1 200");
        }
        assertThat(recorder.notWritten()).isOne();
        assertThat(losses).singleElement().asString().contains("memory budget");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDirectoryThatIsGoneIsReportedAndTrafficContinues() throws Exception {
        Scripted upstream = new Scripted(OK.formatted(""));
        RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options);
        try (upstream;
                recorder) {
            Files.delete(folder.resolve("out"));
            assertThat(send(recorder, post("{}"))).startsWith("HTTP/1.1 200");
        }
        assertThat(recorder.notWritten()).isOne();
        assertThat(losses).singleElement().asString().contains("the directory does not exist");
    }

    @Test
    void oneExchangeOfEachShapeIsKept() throws Exception {
        var limits = new RecordingProxyOptions.Limits(0, 0, false, true);
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options.limits(limits))) {
            for (String body : List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":\"2\"}", "{\"a\":[1]}", "{\"a\":[1,2]}")) {
                send(recorder, post(body));
            }
        }
        assertThat(files()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void theTotalSizeIsBounded(boolean rotate, boolean newestIsKept) throws Exception {
        var limits = new RecordingProxyOptions.Limits(0, 1_500, rotate, false);
        try (Scripted upstream = new Scripted(OK.formatted(""));
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options.limits(limits))) {
            for (int i = 0; i < 6; i++) {
                send(recorder, post("{\"number\":" + i + "}"));
            }
        }
        long total = 0;
        var all = new StringBuilder();
        for (Path file : files()) {
            total += Files.size(file);
            all.append(Files.readString(file));
        }
        assertThat(total).isLessThanOrEqualTo(1_500);
        assertThat(all.toString().contains("\"number\": 5")).isEqualTo(newestIsKept);
        assertThat(losses).hasSize(rotate ? 0 : 1);
    }

    @Test
    void aLargeBodyIsRecordedWhole() throws Exception {
        String text = "words ".repeat(200_000);
        String body = "{\"text\":\"" + text + "\"}";
        String response = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        try (Scripted upstream = new Scripted(response);
                RecordingProxy recorder = start(upstream.socket.getLocalPort(), options -> options)) {
            assertThat(send(recorder, post("{}"))).endsWith(body);
        }
        assertThat(recording().at("/response/body/text").asText()).isEqualTo(text);
        assertThat(files()).hasSize(1);
    }
}
