package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.probe.Probe;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses as they arrive: complete, cut, too late, too large, and bytes that are no HTTP. */
class RequestSenderTest {
    private final ByteServers servers = new ByteServers();

    @AfterEach
    void closeServers() throws Exception {
        servers.close();
    }

    @Test
    void aResponseIsKeptUnchanged() throws Exception {
        Exchange exchange =
                servers.send(servers.answering(ByteServers.http("200 OK", "application/json", "{\"a\": 1.10}")));

        Reply.Answered answered = (Reply.Answered) exchange.reply();
        assertThat(answered.head().code()).isEqualTo(200);
        assertThat(answered.body().json().path("a").decimalValue()).hasToString("1.10");
        assertThat(servers.requests().getFirst())
                .contains("POST /v1/chat/completions")
                .containsIgnoringCase("authorization: Bearer secret");
    }

    @Test
    void aStreamKeepsItsEventsInTheOrderInWhichTheyCame() throws Exception {
        String url = servers.serving(socket -> {
            ByteServers.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            ByteServers.write(socket, "data: [DONE]\n\n");
        });

        Reply.Streamed streamed = (Reply.Streamed) servers.send(url).reply();

        assertThat(streamed.events()).hasSize(2);
        assertThat(streamed.ending().failure()).isNull();
        assertThat(streamed.events().get(1).at())
                .isGreaterThanOrEqualTo(streamed.events().get(0).at());
    }

    @Test
    void aCutStreamHasAFailure() throws Exception {
        String url = servers.serving(socket -> ByteServers.write(
                socket,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "f\r\ndata: {\"x\":1}\n\n\r\n"));

        Reply.Streamed streamed = (Reply.Streamed) servers.send(url).reply();

        assertThat(streamed.events()).hasSize(1);
        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.RESET);
    }

    @Test
    void aStreamWithoutAByteForTooLongIsATimeout() throws Exception {
        String url = servers.serving(socket -> {
            ByteServers.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"x\":1}\n\n");
            closesOutput(socket);
        });

        Reply.Streamed streamed = (Reply.Streamed) servers.send(url, waiting(ByteServers.LONG, Duration.ofSeconds(3)))
                .reply();

        assertThat(streamed.ending().failure()).extracting(Reply.Failure::kind).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aResponseThatIsTooLateIsATimeout() throws Exception {
        String url = servers.serving(RequestSenderTest::closesOutput);

        Reply.Unanswered unanswered =
                (Reply.Unanswered) servers.send(url, waiting(Duration.ofMillis(400), ByteServers.LONG))
                        .reply();

        assertThat(unanswered.failure().kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void bytesThatAreNotHttpAreAProtocolFailure() throws Exception {
        assertThat(servers.failure(servers.answering("garbage\r\n\r\n")).kind()).isIn(Kind.PROTOCOL, Kind.RESET);
    }

    @Test
    void aBodyShorterThanItsContentLengthIsAFailure() throws Exception {
        Reply.Failure failure = servers.failure(
                servers.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{}"));

        assertThat(failure.kind()).isEqualTo(Kind.RESET);
        assertThat(failure.message()).contains("status 200").contains("after 2 bytes");
    }

    @Test
    void aMalformedStatusLineIsAFramingErrorOfAResponseWithoutAStatus() throws Exception {
        Exchange exchange = servers.send(servers.answering("HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}"));

        assertThat(((Reply.Unanswered) exchange.reply()).failure())
                .isEqualTo(new Reply.Failure(Kind.PROTOCOL, FramingError.Kind.STATUS_LINE.words()));
        assertThat(exchange.transport().isUnreadable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH_REPEATED, 'Content-Length: 2, 2\r\n\r\n{}'",
        "LENGTH_INVALID, 'Content-Length: abc\r\n\r\n{}'",
        "CHUNK_SIZE, 'Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n'",
        "CODING, 'Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}'",
        "CODING_UNKNOWN, 'Content-Encoding: utf-8\r\nContent-Length: 2\r\n\r\n{}'",
    })
    void aResponseThatTheHttpClientMisreadsIsReadByteByByte(FramingError.Kind kind, String rest) throws Exception {
        Exchange exchange =
                servers.send(servers.answering("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + rest));

        assertThat(exchange.transport().framing())
                .singleElement()
                .extracting(FramingError::kind)
                .isEqualTo(kind);
    }

    @Test
    void aRedirectIsNotFollowedWithTheKey() throws Exception {
        Reply.Answered answered = (Reply.Answered) servers.send(servers.answering(
                        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
                .reply();

        assertThat(answered.head().code()).isEqualTo(302);
        assertThat(servers.requests()).hasSize(1);
    }

    @Test
    void anErrorThatTheHttpClientHidesIsReadFromTheProbesThatAreReadByteByByte() throws Exception {
        String url = servers.answering("HTTP/1.1 200 OK\r\nno header\r\n\r\n{}");

        assertThat(servers.send(url).transport().framing()).isNull();
        try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT)) {
            Exchange read = sender.send(probe("body/not-json", Map.of()));

            assertThat(read.transport().framing())
                    .extracting(FramingError::kind)
                    .containsExactly(FramingError.Kind.HEADER_SYNTAX);
        }
    }

    @Test
    void theKeyIsSentWithoutItsSchemeWhereAProbeRequiresIt() throws Exception {
        String url = servers.answering(ByteServers.http("401 Unauthorized", "application/json", "{}"));
        try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT)) {
            sender.send(probe(ProbeInfo.KEY_WITHOUT_SCHEME, Map.of("authorization", Probe.KEY)));
        }

        assertThat(servers.requests().getFirst()).containsIgnoringCase("authorization: secret\r\n");
    }

    private static PlannedRequest probe(String id, Map<String, String> headers) throws IOException {
        ProbeInfo probed = new ProbeInfo(
                id, JsonPointer.empty(), "", "", ProbeInfo.Permission.ALLOWED, ProbeInfo.Permission.ALLOWED, "");
        PlannedRequest plain = ByteServers.plain();
        return new PlannedRequest(plain.id(), plain.method(), plain.path(), headers, plain.body(), probed);
    }

    @Test
    void aResponseLargerThanTheLimitIsCut() throws Exception {
        byte[] much = new byte[1 << 20];
        String url = servers.serving(socket -> {
            ByteServers.write(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            for (int i = 0; i < 64; i++) {
                socket.getOutputStream().write(much);
            }
        });

        Reply.Failure failure = servers.failure(url);

        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure.message()).contains("16 MiB");
    }

    private static Timeouts waiting(Duration answer, Duration idle) {
        return new Timeouts(ByteServers.LONG, answer, idle, ByteServers.LONG, 3, Duration.ofSeconds(1));
    }

    /** Until the client hangs up. */
    private static void closesOutput(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isNegative();
    }
}
