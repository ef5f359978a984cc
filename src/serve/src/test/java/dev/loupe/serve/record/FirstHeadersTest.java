package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
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

    @Test
    void aClientWhoseHeadersWaitForABusyRecorderIsNotSlow() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        RecordingProxyOptions options = RecordingProxyOptions.of(
                        URI.create("http://127.0.0.1:9"), folder, Redactor.of("AIMLAPI_KEY"))
                .observer(new RecordingObserver() {
                    @Override
                    public void unanswered(String host, Reply.Failure failure) {
                        busy.countDown();
                        await(free);
                    }
                });
        long millis = 1000;
        try (RecordingProxy recorder = RecordingProxy.start(options, millis);
                Socket first = connect(recorder)) {
            String request =
                    "GET /v1 HTTP/1.1\r\nHost: " + URI.create(recorder.url()).getAuthority() + "\r\n\r\n";
            write(first, request);
            assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
            try (Socket second = connect(recorder)) {
                write(second, request);
                // longer than the time for headers; a slower machine waits longer, which changes nothing
                Thread.sleep(2 * millis);
                free.countDown();
                BufferedReader responses =
                        new BufferedReader(new InputStreamReader(second.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(statusLine(responses)).endsWith("HTTP/1.1 502 Bad Gateway");
            } finally {
                free.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
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
