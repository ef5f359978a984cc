package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.redact.Redactor;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstHeadersTest {
    @TempDir
    Path folder;

    @Test
    void onlyAConnectionWithoutCompleteHeadersIsClosed() throws Exception {
        RecordingProxyOptions options =
                RecordingProxyOptions.of(URI.create("http://127.0.0.1:9"), folder, Redactor.of("AIMLAPI_KEY"));
        try (RecordingProxy recorder = RecordingProxy.start(options, 1000);
                Socket whole = connect(recorder);
                Socket incomplete = connect(recorder)) {
            String headers =
                    "GET /v1 HTTP/1.1\r\nHost: " + URI.create(recorder.url()).getAuthority() + "\r\n";
            BufferedReader responses =
                    new BufferedReader(new InputStreamReader(whole.getInputStream(), StandardCharsets.US_ASCII));
            write(whole, headers + "\r\n");
            assertThat(statusLine(responses)).endsWith("HTTP/1.1 502 Bad Gateway");

            write(incomplete, headers);
            assertThat(incomplete.getInputStream().read()).isEqualTo(-1);
            // its time began no later
            write(whole, headers + "\r\n");
            assertThat(statusLine(responses)).endsWith("HTTP/1.1 502 Bad Gateway");
        }
    }

    /** While the thread that reads a connection is busy, its time for headers does not end either. */
    @Test
    void theThreadThatReadsAConnectionMeasuresItsTime() {
        EmbeddedChannel connection = accepted();
        pass(connection, 999);
        assertThat(connection.isOpen()).isTrue();
        pass(connection, 1);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aConnectionWithHeadersStaysOpen() {
        EmbeddedChannel connection = accepted();
        connection.pipeline().addLast("handler", new ChannelInboundHandlerAdapter());
        pass(connection, 1000);
        assertThat(connection.isOpen()).isTrue();
    }

    /** A connection whose clock stands still. */
    private static EmbeddedChannel accepted() {
        EmbeddedChannel connection = new EmbeddedChannel();
        connection.freezeTime();
        new EmbeddedChannel(new FirstHeaders(1000).accepting()).writeInbound(connection);
        connection.pipeline().fireChannelActive();
        return connection;
    }

    private static void pass(EmbeddedChannel connection, long millis) {
        connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        connection.runScheduledPendingTasks();
    }

    private static Socket connect(RecordingProxy recorder) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(recorder.url()).getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next one; it may follow a body in the same line. */
    private static @Nullable String statusLine(BufferedReader responses) throws IOException {
        return responses
                .lines()
                .filter(line -> line.contains("HTTP/1.1 "))
                .findFirst()
                .orElse(null);
    }
}
