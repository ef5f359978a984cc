package dev.loupe.serve.record;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An upstream that gives each connection these responses, one for each request, and closes it. */
final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket socket;
    private final CountDownLatch responded = new CountDownLatch(1);
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> responses;
    private volatile @Nullable Socket current;

    ScriptedUpstream(String... responses) throws IOException {
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

    int port() {
        return socket.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    /** Reaches zero when the first response is sent. */
    CountDownLatch responded() {
        return responded;
    }

    /** A message with its body; what arrived when the connection is closed. */
    static String read(InputStream in) throws IOException {
        String head = until(in, "\r\n\r\n");
        String lower = head.toLowerCase(Locale.ROOT);
        if (lower.contains("transfer-encoding: chunked")) {
            return head + until(in, "0\r\n\r\n");
        }
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16).split("\r", 2)[0]);
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    static String until(InputStream in, String end) throws IOException {
        var bytes = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            bytes.append((char) next);
            if (next == '\n' && bytes.indexOf(end, bytes.length() - end.length()) >= 0) {
                break;
            }
        }
        return bytes.toString();
    }
}
