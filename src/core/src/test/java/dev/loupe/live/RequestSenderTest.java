package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.probe.Probe;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exchanges of a sender with servers that send given bytes. */
class RequestSenderTest {
    private static final Duration LONG = RawHttpServer.LONG;

    private final RawHttpServer server = new RawHttpServer();

    @AfterEach
    void closeAll() throws Exception {
        server.close();
    }

    @Test
    void aResponseIsKeptUnchanged() throws Exception {
        Exchange exchange =
                server.send(server.sending(RawHttpServer.http("200 OK", "application/json", "{\"a\": 1.10}")));

        Reply.Answered answered = (Reply.Answered) exchange.reply();
        assertThat(answered.head().code()).isEqualTo(200);
        assertThat(answered.body().json().path("a").decimalValue()).hasToString("1.10");
        assertThat(server.requests().getFirst())
                .contains("POST /v1/chat/completions")
                .containsIgnoringCase("authorization: Bearer secret");
    }

    @Test
    void aStreamKeepsItsEventsInTheOrderInWhichTheyCame() throws Exception {
        String url = server.serving(socket -> {
            RawHttpServer.write(
                    socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            RawHttpServer.write(socket, "data: [DONE]\n\n");
        });

        Reply.Streamed streamed = (Reply.Streamed) server.send(url).reply();

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
        String url = server.serving(socket -> RawHttpServer.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "f\r\ndata: {\"x\":1}\n\n\r\n"));

        Reply.Streamed streamed = (Reply.Streamed) server.send(url).reply();

        assertThat(streamed.events()).hasSize(1);
        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.RESET);
    }

    @Test
    void aStreamWithoutAByteForTooLongIsATimeout() throws Exception {
        String url = server.serving(socket -> {
            RawHttpServer.write(
                    socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            closesOutput(socket);
        });

        Reply.Streamed streamed = (Reply.Streamed)
                server.send(url, waiting(LONG, Duration.ofSeconds(3))).reply();

        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aResponseThatIsTooLateIsATimeout() throws Exception {
        String url = server.serving(RequestSenderTest::closesOutput);

        Reply.Unanswered unanswered = (Reply.Unanswered)
                server.send(url, waiting(Duration.ofMillis(400), LONG)).reply();

        assertThat(unanswered.failure().kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void bytesThatAreNotHttpAreAProtocolFailure() throws Exception {
        assertThat(server.failure(server.sending("garbage\r\n\r\n")).kind()).isIn(Kind.PROTOCOL, Kind.RESET);
    }

    @Test
    void aBodyShorterThanItsContentLengthIsAFailure() throws Exception {
        Reply.Failure failure = server.failure(
                server.sending("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{}"));

        assertThat(failure.kind()).isEqualTo(Kind.RESET);
        assertThat(failure.message()).contains("status 200").contains("after 2 bytes");
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() throws Exception {
        Reply.Answered answered = (Reply.Answered) server.send(server.sending(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
                .reply();

        assertThat(answered.head().code()).isEqualTo(302);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anErrorThatTheHttpClientHidesIsReadFromTheProbesThatAreReadByteByByte() throws Exception {
        String url = server.sending("HTTP/1.1 200 OK\r\nno header\r\n\r\n{}");

        assertThat(server.send(url).transport().framing()).isNull();
        try (RequestSender sender = RawHttpServer.sender(url, RawHttpServer.PATIENT)) {
            Exchange read = sender.send(RawHttpServer.probe("body/not-json", Map.of()));

            assertThat(read.transport().framing())
                    .extracting(FramingError::kind)
                    .containsExactly(FramingError.Kind.HEADER_SYNTAX);
        }
    }

    @Test
    void theKeyIsSentWithoutItsSchemeWhereAProbeRequiresIt() throws Exception {
        String url = server.sending(RawHttpServer.http("401 Unauthorized", "application/json", "{}"));
        try (RequestSender sender = RawHttpServer.sender(url, RawHttpServer.PATIENT)) {
            sender.send(RawHttpServer.probe(ProbeInfo.KEY_WITHOUT_SCHEME, Map.of("authorization", Probe.KEY)));
        }

        assertThat(server.requests().getFirst()).containsIgnoringCase("authorization: secret\r\n");
    }

    @Test
    void aResponseLargerThanTheLimitIsCut() throws Exception {
        byte[] much = new byte[1 << 20];
        String url = server.serving(socket -> {
            RawHttpServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                socket.getOutputStream().write(much);
            }
        });

        Reply.Failure failure = server.failure(url);

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

    private static Timeouts waiting(Duration answer, Duration idle) {
        return new Timeouts(LONG, answer, idle, LONG, 3, Duration.ofSeconds(1));
    }

    /** Until the client hangs up. */
    private static void closesOutput(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isNegative();
    }
}
