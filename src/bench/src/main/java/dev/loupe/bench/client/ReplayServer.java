package dev.loupe.bench.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Responds to every request with the same bytes and keeps the connection; makes next to no objects, so that those measured are the client's. */
final class ReplayServer implements AutoCloseable {
    static final String THREAD_NAME = "replay-server";

    private final ServerSocket listener;
    private final byte[] response;

    ReplayServer(String type, byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        response = join(head, chunks(body), "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::listen);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, THREAD_NAME);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (takeRequest(in)) {
                out.write(response);
                out.flush();
            }
        } catch (IOException hungUp) {
            // the client closed the connection: no response is needed
        }
    }

    private static boolean takeRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            head.append((char) b);
        }
        String text = head.toString().toLowerCase(Locale.ROOT);
        int length = text.indexOf("content-length:");
        if (length >= 0) {
            in.skipNBytes(Integer.parseInt(
                    text.substring(length + 15, text.indexOf('\r', length)).strip()));
        } else {
            skipChunks(in);
        }
        return true;
    }

    private static void skipChunks(InputStream in) throws IOException {
        while (true) {
            StringBuilder size = new StringBuilder(8);
            for (int b = in.read(); b != '\n'; b = in.read()) {
                size.append((char) b);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            in.skipNBytes(length + 2L);
            if (length == 0) {
                return;
            }
        }
    }

    /** 8 KB pieces, as a proxy would send them. */
    private static byte[] chunks(byte[] body) {
        byte[] all = new byte[0];
        for (int from = 0; from < body.length; from += 8192) {
            int length = Math.min(8192, body.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(body, from, piece, 0, length);
            all = join(
                    all,
                    (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII),
                    piece,
                    "\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
