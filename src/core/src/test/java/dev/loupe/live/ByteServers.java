package dev.loupe.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers that respond with given bytes, what they received, and a sender to them. */
final class ByteServers implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(10);

    /** However busy the machine is, these are not reached. */
    static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG, LONG, 3, Duration.ofSeconds(1));

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final List<ServerSocket> open = new ArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** The response to one request. */
    interface Script {
        void to(Socket socket) throws IOException, InterruptedException;
    }

    List<String> requests() {
        return requests;
    }

    String answering(String bytes) throws IOException {
        return serving(socket -> write(socket, bytes));
    }

    String serving(Script script) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    requests.add(readRequest(socket));
                    script.to(socket);
                } catch (IOException | InterruptedException closed) {
                    // the client hung up, or the test is over
                }
            }
        });
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    static String http(String status, String type, String body) {
        return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, type, body.length(), body);
    }

    static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    Reply.Failure failure(String url) throws Exception {
        return ((Reply.Unanswered) send(url).reply()).failure();
    }

    Exchange send(String url) throws Exception {
        return send(url, PATIENT);
    }

    Exchange send(String url, Timeouts timeouts) throws Exception {
        try (RequestSender sender = sender(url, timeouts)) {
            return sender.send(plain());
        }
    }

    static RequestSender sender(String url, Timeouts timeouts) {
        return sender(url, timeouts, ConnectionSettings.direct(null));
    }

    static RequestSender sender(String url, Timeouts timeouts, ConnectionSettings connections) {
        return new RequestSender(
                TargetEndpoint.at(url, "secret", "KEY", Map.of()),
                "test",
                timeouts,
                RateLimiter.unlimited(),
                InstantSource.system(),
                connections);
    }

    static PlannedRequest plain() throws IOException {
        return new PlannedRequest(
                new Exchange.Id("one"),
                "POST",
                "/v1/chat/completions",
                Map.of(),
                new Body.Json(new ObjectMapper().readTree("{\"stream\": true}")),
                null);
    }

    private static String readRequest(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        Matcher length = CONTENT_LENGTH.matcher(head);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(body), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket one : open) {
            one.close();
        }
    }
}
