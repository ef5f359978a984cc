package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.TransportInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a request is sent again, and when it is not. */
class RepeatedRequestTest {
    private final ByteServers servers = new ByteServers();

    @AfterEach
    void closeServers() throws Exception {
        servers.close();
    }

    @Test
    void aRefusedConnectionIsAFailureAfterItsRetries() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(servers.failure("http://127.0.0.1:" + free).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aClosedIdleConnectionIsFollowedByANewOne() throws Exception {
        String url = servers.serving(socket -> {
            ByteServers.write(
                    socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            socket.getInputStream().read(); // the next request, which gets no response
        });
        try (RequestSender sender = ByteServers.sender(url, ByteServers.PATIENT)) {
            assertThat(sender.send(ByteServers.plain()).transport()).isEqualTo(TransportInfo.NONE);

            Exchange second = sender.send(ByteServers.plain());

            assertThat(second.reply()).isInstanceOf(Reply.Answered.class);
            assertThat(second.transport().failed()).singleElement().satisfies(attempt -> {
                assertThat(attempt.failure().kind()).isEqualTo(Kind.RESET);
                assertThat(attempt.reused()).isTrue();
            });
        }
    }

    @Test
    void aConnectionThatIsClosedTwiceIsNotTriedAThirdTime() throws Exception {
        Exchange exchange = servers.send(servers.serving(socket -> {}));

        assertThat(exchange.reply()).isInstanceOf(Reply.Unanswered.class);
        assertThat(exchange.transport().isClosedTwice()).isTrue();
        assertThat(exchange.transport().failed()).noneMatch(TransportInfo.Attempt::reused);
        assertThat(servers.requests()).hasSize(2);
    }

    @Test
    void aRequestIsRetriedAfterAShortRetryAfter() throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 429 Slow\r\nRetry-After: 0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                ByteServers.http("200 OK", "application/json", "{}"));
        String url = servers.serving(socket -> ByteServers.write(
                socket, answers.get(Math.min(servers.requests().size(), 2) - 1)));

        assertThat(((Reply.Answered) servers.send(url).reply()).head().code()).isEqualTo(200);
        assertThat(servers.requests()).hasSize(2);
    }

    @Test
    void aResponseThatIsCutOnceIsRequestedAgain() throws Exception {
        List<String> answers = List.of(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{}",
                ByteServers.http("200 OK", "application/json", "{}"));
        String url = servers.serving(socket -> ByteServers.write(
                socket, answers.get(Math.min(servers.requests().size(), 2) - 1)));

        Exchange exchange = servers.send(url);

        assertThat(((Reply.Answered) exchange.reply()).body().json().isObject()).isTrue();
        assertThat(exchange.transport().framing())
                .extracting(FramingError::kind)
                .containsExactly(FramingError.Kind.CUT_ONCE);
        assertThat(servers.requests()).hasSize(2);
    }

    @Test
    void aResponseThatIsCutTwiceHasAFramingError() throws Exception {
        Exchange exchange = servers.send(
                servers.answering("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"));

        assertThat(exchange.reply()).isInstanceOf(Reply.Unanswered.class);
        assertThat(exchange.transport().framing())
                .extracting(FramingError::kind)
                .containsExactly(FramingError.Kind.LAST_CHUNK);
        assertThat(servers.requests()).hasSize(2);
    }

    @Test
    void aLongRetryAfterIsNotAwaited() throws Exception {
        String url = servers.answering("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");

        assertThat(((Reply.Answered) servers.send(url).reply()).head().code()).isEqualTo(429);
        assertThat(servers.requests()).hasSize(1);
    }
}
