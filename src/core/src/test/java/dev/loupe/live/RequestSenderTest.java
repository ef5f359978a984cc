package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.Transport;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.probe.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sender makes of servers that answer these very bytes. */
class RequestSenderTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    /** For what is answered: however busy the machine is, this is not reached. */
    private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG, 3, Duration.ofSeconds(1));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aResponseIsKeptUnchanged() throws Exception {
        Exchange exchange = send(answering(http("200 OK", "application/json", "{\"a\": 1.10}")));

        Reply.Answered answered = (Reply.Answered) exchange.reply();
        assertThat(answered.head().code()).isEqualTo(200);
        assertThat(answered.body().json().path("a").decimalValue()).hasToString("1.10");
        assertThat(requests.getFirst())
                .contains("POST /v1/chat/completions")
                .containsIgnoringCase("authorization: Bearer secret");
    }

    @Test
    void aStreamKeepsItsEventsInTheOrderInWhichTheyCame() throws Exception {
        String url = serving(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            write(socket, "data: [DONE]\n\n");
        });

        Reply.Streamed streamed = (Reply.Streamed) send(url).reply();

        assertThat(streamed.events()).hasSize(2);
        assertThat(streamed.ending().failure()).isNull();
        assertThat(streamed.events().get(1).at())
                .isGreaterThanOrEqualTo(streamed.events().get(0).at());
    }

    @Test
    void aPieceBearsTheTimeAtWhichItCame() throws Exception {
        long sentAt = System.nanoTime();
        ResponseReceiver receiver = new ResponseReceiver(sentAt);
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            before.add(ResponseReceiver.since(sentAt));
            receiver.onNext(List.of(ByteBuffer.allocate(1)));
            after.add(ResponseReceiver.since(sentAt));
        }
        receiver.onComplete();

        // taken out later than all of them came
        List<TimedBytes> pieces = receiver.readAll(LONG, LONG).chunks();

        assertThat(pieces).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(pieces.get(i).at()).isBetween(before.get(i), after.get(i));
        }
    }

    @Test
    void aCutStreamHasAFailure() throws Exception {
        String url = serving(socket -> write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "f\r\ndata: {\"x\":1}\n\n\r\n"));

        Reply.Streamed streamed = (Reply.Streamed) send(url).reply();

        assertThat(streamed.events()).hasSize(1);
        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.RESET);
    }

    @Test
    void aStreamWithoutAByteForTooLongIsATimeout() throws Exception {
        String url = serving(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            closesOutput(socket);
        });

        Reply.Streamed streamed =
                (Reply.Streamed) send(url, waiting(LONG, Duration.ofSeconds(3))).reply();

        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aResponseThatIsTooLateIsATimeout() throws Exception {
        String url = serving(RequestSenderTest::closesOutput);

        Reply.Unanswered unanswered = (Reply.Unanswered)
                send(url, waiting(Duration.ofMillis(400), LONG)).reply();

        assertThat(unanswered.failure().kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aRefusedConnectionIsAFailureAfterItsRetries() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(failure("http://127.0.0.1:" + free).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void bytesThatAreNotHttpAreAProtocolFailure() throws Exception {
        assertThat(failure(answering("garbage\r\n\r\n")).kind()).isIn(Kind.PROTOCOL, Kind.RESET);
    }

    @Test
    void aBodyShorterThanItsContentLengthIsAFailure() throws Exception {
        Reply.Failure failure =
                failure(answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{}"));

        assertThat(failure.kind()).isEqualTo(Kind.RESET);
        assertThat(failure.message()).contains("status 200").contains("after 2 bytes");
    }

    @Test
    void aClosedIdleConnectionIsFollowedByANewOne() throws Exception {
        String url = serving(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            socket.getInputStream().read(); // the next request, which gets no response
        });
        try (RequestSender sender = sender(url, PATIENT)) {
            assertThat(sender.send(plain()).transport()).isEqualTo(Transport.NONE);

            Exchange second = sender.send(plain());

            assertThat(second.reply()).isInstanceOf(Reply.Answered.class);
            assertThat(second.transport().failed()).singleElement().satisfies(attempt -> {
                assertThat(attempt.failure().kind()).isEqualTo(Kind.RESET);
                assertThat(attempt.reused()).isTrue();
            });
        }
    }

    @Test
    void aConnectionThatIsClosedTwiceIsNotTriedAThirdTime() throws Exception {
        Exchange exchange = send(serving(socket -> {}));

        assertThat(exchange.reply()).isInstanceOf(Reply.Unanswered.class);
        assertThat(exchange.transport().isClosedTwice()).isTrue();
        assertThat(exchange.transport().failed()).noneMatch(Transport.Attempt::reused);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() throws Exception {
        Reply.Answered answered = (Reply.Answered)
                send(answering("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
                        .reply();

        assertThat(answered.head().code()).isEqualTo(302);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aRequestIsRetriedAfterAShortRetryAfter() throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 429 Slow\r\nRetry-After: 0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                http("200 OK", "application/json", "{}"));
        String url = serving(socket -> write(socket, answers.get(Math.min(requests.size(), 2) - 1)));

        assertThat(((Reply.Answered) send(url).reply()).head().code()).isEqualTo(200);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aResponseThatIsCutOnceIsRequestedAgain() throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{}",
                http("200 OK", "application/json", "{}"));
        String url = serving(socket -> write(socket, answers.get(Math.min(requests.size(), 2) - 1)));

        Exchange exchange = send(url);

        assertThat(((Reply.Answered) exchange.reply()).body().json().isObject()).isTrue();
        assertThat(exchange.transport().framing()).isEmpty();
        assertThat(requests).hasSize(2);
    }

    @Test
    void aResponseThatIsCutTwiceHasAFramingError() throws Exception {
        Exchange exchange =
                send(answering("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"));

        assertThat(exchange.reply()).isInstanceOf(Reply.Unanswered.class);
        assertThat(exchange.transport().framing())
                .extracting(FramingError::kind)
                .containsExactly(FramingError.Kind.LAST_CHUNK);
        assertThat(requests).hasSize(2);
    }

    @Test
    void anErrorThatTheHttpClientHidesIsReadFromTheProbesThatAreReadByteByByte() throws Exception {
        String url = answering("HTTP/1.1 200 OK\r\nno header\r\n\r\n{}");

        assertThat(send(url).transport().framing()).isNull();
        try (RequestSender sender = sender(url, PATIENT)) {
            Exchange read = sender.send(probe("body/not-json", Map.of()));

            assertThat(read.transport().framing())
                    .extracting(FramingError::kind)
                    .containsExactly(FramingError.Kind.HEADER_SYNTAX);
        }
    }

    @Test
    void theKeyIsSentWithoutItsSchemeWhereAProbeRequiresIt() throws Exception {
        String url = answering(http("401 Unauthorized", "application/json", "{}"));
        try (RequestSender sender = sender(url, PATIENT)) {
            sender.send(probe(ProbeInfo.KEY_WITHOUT_SCHEME, Map.of("authorization", Probe.KEY)));
        }

        assertThat(requests.getFirst()).containsIgnoringCase("authorization: secret\r\n");
    }

    private static PlannedRequest probe(String id, Map<String, String> headers) throws IOException {
        ProbeInfo probed =
                new ProbeInfo(id, JsonPointer.empty(), "", "", ProbeInfo.Says.ALLOWED, ProbeInfo.Says.ALLOWED, "");
        PlannedRequest plain = plain();
        return new PlannedRequest(plain.id(), plain.method(), plain.path(), headers, plain.body(), probed, 0);
    }

    @Test
    void aLongRetryAfterIsNotAwaited() throws Exception {
        String url = answering("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");

        assertThat(((Reply.Answered) send(url).reply()).head().code()).isEqualTo(429);
        assertThat(requests).hasSize(1);
    }

    @Test
    void aResponseLargerThanTheLimitIsCut() throws Exception {
        byte[] much = new byte[1 << 20];
        String url = serving(socket -> {
            write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                socket.getOutputStream().write(much);
            }
        });

        Reply.Failure failure = failure(url);

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure.message()).contains("16 MiB");
    }

    @Test
    void aBaseUrlIsJoinedToThePath() {
        assertThat(resolved("https://api.aimlapi.com/")).isEqualTo("https://api.aimlapi.com/v1/chat/completions");
        assertThat(resolved("https://openrouter.ai/api/v1")).isEqualTo("https://openrouter.ai/api/v1/chat/completions");
        assertThat(resolved("http://h:1/v1/chat/completions")).isEqualTo("http://h:1/v1/chat/completions");
        assertThatThrownBy(() -> resolved("localhost:8080")).hasMessageContaining("example: https://");
        assertThatThrownBy(() -> resolved("https://me:key@host")).hasMessageContaining("a user name or a password");
    }

    private static String resolved(String base) {
        return TargetEndpoint.at(base, null, "KEY", Map.of())
                .resolve("/v1/chat/completions")
                .toString();
    }

    private Reply.Failure failure(String url) throws Exception {
        return ((Reply.Unanswered) send(url).reply()).failure();
    }

    private static Timeouts waiting(Duration answer, Duration idle) {
        return new Timeouts(LONG, answer, idle, LONG, 3, Duration.ofSeconds(1));
    }

    /** Until the client hangs up. */
    private static void closesOutput(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isNegative();
    }

    private Exchange send(String url) throws Exception {
        return send(url, PATIENT);
    }

    private Exchange send(String url, Timeouts timeouts) throws Exception {
        try (RequestSender sender = sender(url, timeouts)) {
            return sender.send(plain());
        }
    }

    private static RequestSender sender(String url, Timeouts timeouts) {
        return new RequestSender(
                TargetEndpoint.at(url, "secret", "KEY", Map.of()),
                "test",
                timeouts,
                RateLimiter.unlimited(),
                InstantSource.system(),
                ConnectionSettings.direct(null));
    }

    private static PlannedRequest plain() throws IOException {
        return new PlannedRequest(
                new Exchange.Id("one"),
                "POST",
                "/v1/chat/completions",
                Map.of(),
                new Body.Json(new ObjectMapper().readTree("{\"stream\": true}")),
                null,
                0);
    }

    private interface Answer {
        void to(Socket socket) throws IOException, InterruptedException;
    }

    private String answering(String bytes) throws IOException {
        return serving(socket -> write(socket, bytes));
    }

    private static String http(String status, String type, String body) {
        return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, type, body.length(), body);
    }

    private static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private String serving(Answer answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    requests.add(readRequest(socket));
                    answer.to(socket);
                } catch (IOException | InterruptedException closed) {
                    // the client hung up, or the test is over
                }
            }
        });
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static String readRequest(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }
}
