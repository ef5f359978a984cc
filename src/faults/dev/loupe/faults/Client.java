package dev.loupe.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one request with the secret as key. */
final class Client {
    /** A longer silence is a hang. */
    private static final int MILLIS = 600_000;

    private Client() {}

    /**
     * A received response.
     *
     * @param status 0 for none
     * @param complete whether its length or its last chunk arrived
     */
    record Response(int status, byte[] body, boolean complete) {}

    static Response post(int port, String path) {
        return post(port, path, new AtomicInteger());
    }

    /** @param received counts events as they arrive */
    static Response post(int port, String path, AtomicInteger received) {
        var body = new ByteArrayOutputStream();
        int status = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            String json = "{\"model\":\"m\"}";
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer " + Lab.SECRET
                                    + "\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
                                    + json.length() + "\r\n\r\n" + json)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = Upstream.head(in);
            if (head.isEmpty()) {
                return new Response(0, new byte[0], false);
            }
            status = Integer.parseInt(head.split(" ", 3)[1]);
            if (head.toLowerCase(Locale.ROOT).contains("content-length")) {
                byte[] all = in.readNBytes(Upstream.length(head));
                return new Response(status, all, all.length == Upstream.length(head));
            }
            boolean complete = chunks(in, body, received);
            return new Response(status, body.toByteArray(), complete);
        } catch (IOException reset) {
            return new Response(status, body.toByteArray(), false);
        }
    }

    private static boolean chunks(InputStream in, ByteArrayOutputStream body, AtomicInteger received) throws IOException {
        while (true) {
            var size = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    return false;
                }
                size.append((char) next);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            byte[] chunk = in.readNBytes(length + 2);
            if (chunk.length < length + 2) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            body.write(chunk, 0, length);
            for (int i = 1; i < length; i++) {
                if (chunk[i] == '\n' && chunk[i - 1] == '\n') {
                    received.incrementAndGet();
                }
            }
        }
    }
}
