package dev.loupe.live;

import dev.loupe.connection.ConnectionSettings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends a request on a connection of its own and reads the bytes of the response, where the HTTP client hides what is wrong. */
final class WireClient {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** How long bytes after the end of a response are awaited, where the server does not close the connection as requested. */
    private static final Duration AFTERWARDS = Duration.ofMillis(250);

    private final ConnectionSettings connections;

    WireClient(ConnectionSettings connections) {
        this.connections = connections;
    }

    /**
     * Sends once; empty when the response is not one of HTTP/1, or a proxy is between.
     *
     * @throws SocketTimeoutException when the response does not begin in time
     * @throws IOException when there is no response
     */
    Optional<FramedResponse> send(RequestDelivery.Message sent, Timeouts timeouts, long sentAt) throws IOException {
        URI uri = sent.uri();
        if (connections.proxyOf(uri).isPresent()) {
            return Optional.empty();
        }
        try (Socket socket = connect(uri, timeouts.connect())) {
            OutputStream out = socket.getOutputStream();
            out.write(message(sent.request(), sent.bytes()));
            out.flush();
            socket.setSoTimeout(millis(timeouts.firstByte()));
            double latest = timeouts.total().toNanos() / 1e6;
            return FramingReader.read(
                    new BufferedInputStream(socket.getInputStream()),
                    () -> ResponseReceiver.since(sentAt),
                    latest,
                    () -> awaitLess(socket));
        } catch (NoSuchAlgorithmException noTls) {
            throw new IOException(noTls);
        }
    }

    private Socket connect(URI uri, Duration longest) throws IOException, NoSuchAlgorithmException {
        boolean tls = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(uri.getHost(), port), millis(longest));
            return tls ? encrypted(plain, uri.getHost(), port, longest) : plain;
        } catch (IOException | NoSuchAlgorithmException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    private Socket encrypted(Socket plain, String host, int port, Duration longest)
            throws IOException, NoSuchAlgorithmException {
        SSLContext own = connections.tls();
        SSLContext context = own == null ? SSLContext.getDefault() : own;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        plain.setSoTimeout(millis(longest));
        socket.startHandshake();
        return socket;
    }

    private static byte[] message(HttpRequest request, byte[] body) {
        URI uri = request.uri();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder(request.method() + " " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ")
                .append(uri.getRawAuthority())
                .append("\r\nConnection: close\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nUser-Agent: Java-http-client/")
                .append(Runtime.version())
                .append("\r\n");
        request.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
    }

    private static void awaitLess(Socket socket) {
        try {
            socket.setSoTimeout(millis(AFTERWARDS));
        } catch (SocketException closed) {
            // there is nothing more to read
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }
}
