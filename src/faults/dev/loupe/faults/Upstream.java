package dev.loupe.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A server without faults: {@code /body/BYTES} responds with JSON of that size, {@code /stream/EVENTS/MILLIS} with a stream whose
 * tokens repeat the key of the request.
 */
final class Upstream implements AutoCloseable {
    private static final int TOKEN = 5;

    private final ServerSocket server;

    Upstream() throws IOException {
        server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException closed) {
                    // the end of the scenario
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private static void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                in.readNBytes(length(head));
                respond(head, socket.getOutputStream());
            }
        } catch (IOException | InterruptedException gone) {
            // the client is gone
        }
    }

    static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    static int length(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        return at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    }

    private static void respond(String head, OutputStream out) throws IOException, InterruptedException {
        String[] path = head.split(" ", 3)[1].split("/");
        if (path[1].equals("body")) {
            int size = Integer.parseInt(path[2]);
            byte[] body = ("{\"text\":\"" + "word ".repeat(size / 5) + "\"}").getBytes(StandardCharsets.US_ASCII);
            out.write(("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            return;
        }
        out.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        int events = Integer.parseInt(path[2]);
        String text = " the key is " + Lab.SECRET + " as sent. ";
        for (int i = 0; i < events; i++) {
            int from = i * TOKEN % text.length();
            String token = text.substring(from, Math.min(text.length(), from + TOKEN));
            chunk(out, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + token + "\"}}]}\n\n");
            Thread.sleep(Long.parseLong(path[3]));
        }
        chunk(out, "data: [DONE]\n\n");
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
