package dev.loupe.serve.record;

import static dev.loupe.serve.Endpoint.ask;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client has received is on disk, also when the thread that writes has no processor time. */
class WrittenBeforeForwardedTest {
    private static final int EVENTS = 20;

    @TempDir
    Path out;

    private RecordingProxy recorder(HttpServer upstream) {
        return RecordingProxy.start(RecordingProxyOptions.of(
                URI.create("http://127.0.0.1:" + upstream.getAddress().getPort()), out, Redactor.of("KEY")));
    }

    /** Sends a stream; the next event when there is one in the queue. */
    private static HttpServer upstream(BlockingQueue<Integer> events) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int event = events.take(); event > 0; event = events.take()) {
                    body.write(event(event).getBytes(StandardCharsets.UTF_8));
                    body.flush();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static String event(int number) {
        return "data: {\"number\":" + (1000 + number) + "}\n\n";
    }

    private static Socket post(RecordingProxy recorder) throws IOException {
        Socket client = connect(recorder);
        String body = ask("Hello", "\"stream\": true");
        client.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length()
                                + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private static Socket connect(RecordingProxy recorder) throws IOException {
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(recorder.url()).getPort());
        client.setSoTimeout(600_000);
        return client;
    }

    private static void readUntil(InputStream in, String end) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(end, read.length() - end.length()) < 0) {
            int next = in.read();
            assertThat(next).isNotNegative();
            read.append((char) next);
        }
    }

    private List<String> texts() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(WrittenBeforeForwardedTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void eachEventThatTheClientReceivesIsInTheFile() throws Exception {
        BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
        HttpServer server = upstream(events);
        try (RecordingProxy recorder = recorder(server);
                Socket client = post(recorder)) {
            for (int i = 1; i <= EVENTS; i++) {
                events.add(i);
                String number = Integer.toString(1000 + i);
                readUntil(client.getInputStream(), number);
                assertThat(texts()).singleElement().asString().contains(number);
            }
        } finally {
            // stopping waits for the handler
            events.add(0);
            server.stop(0);
        }
    }

    @Test
    void nothingIsForwardedWhileNothingIsWritten() throws Exception {
        BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
        HttpServer server = upstream(events);
        CountDownLatch writing = new CountDownLatch(1);
        try (RecordingProxy recorder = recorder(server)) {
            recorder.folder().append(() -> await(writing));
            try (Socket client = post(recorder)) {
                for (int i = 1; i <= EVENTS; i++) {
                    events.add(i);
                }
                events.add(0);
                while (!events.isEmpty()) {
                    roundTrip(recorder);
                }
                roundTrip(recorder);
                assertThat(client.getInputStream().available()).isZero();
                writing.countDown();
                readUntil(client.getInputStream(), Integer.toString(1000 + EVENTS));
            } finally {
                writing.countDown();
            }
        } finally {
            // stopping waits for the handler
            events.add(0);
            server.stop(0);
        }
    }

    /** A request that the recorder rejects on the thread that forwards. */
    private static void roundTrip(RecordingProxy recorder) throws IOException {
        try (Socket other = connect(recorder)) {
            other.getOutputStream()
                    .write("GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            readUntil(other.getInputStream(), "\r\n\r\n");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
