package dev.loupe.live;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends requests with the HTTP client, which keeps connections open. */
final class HttpDelivery implements AutoCloseable {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ConnectionSettings connections;
    private final Timeouts usual;
    private final ReceivedReply received;
    private final HttpClient client;

    /** Whether a connection may be open since an earlier response. */
    private volatile boolean responded;

    HttpDelivery(ConnectionSettings connections, Timeouts usual, ReceivedReply received) {
        this.connections = connections;
        this.usual = usual;
        this.received = received;
        this.client = connections.client().connectTimeout(usual.connect()).build();
    }

    boolean hasResponded() {
        return responded;
    }

    /**
     * Sends once.
     *
     * @throws IOException when there is no response
     */
    Reply send(RequestDelivery.Message request) throws IOException, InterruptedException {
        long sentAt = System.nanoTime();
        Timeouts now = request.limits().get();
        HttpResponse<ResponseReceiver> response = send(request.within(now), now, sentAt);
        // null where a proxy rejects the tunnel to the server
        @Nullable ResponseReceiver receiver = response.body();
        Optional<URI> proxy = connections.proxyOf(request.uri());
        if (receiver == null || (proxy.isPresent() && response.statusCode() == PROXY_AUTHENTICATION_REQUIRED)) {
            if (receiver != null) {
                receiver.readAll(now.idle(), now.total());
            }
            return new Reply.Unanswered(
                    ConnectionFailures.rejected(proxy.orElse(request.uri()), response.statusCode()));
        }
        responded = true;
        HeaderFields fields = HeaderFields.of(response.headers().map());
        if (fields.first("content-length")
                .filter(length -> length.startsWith("-"))
                .isPresent()) {
            receiver.cancel(); // the HTTP client reads to the end of the connection
            throw new ProtocolException("a header is malformed: Content-Length is negative");
        }
        ResponseReceiver.Received raw = receiver.readAll(now.idle(), now.total());
        Reply.Times times = new Reply.Times(receiver.firstByte(), ResponseReceiver.since(sentAt));
        Reply.Head head = new Reply.Head(response.statusCode(), fields, times);
        return received.reply(ResponseDecompressor.of(raw, head), head, request);
    }

    private HttpResponse<ResponseReceiver> send(HttpRequest request, Timeouts now, long sentAt)
            throws IOException, InterruptedException {
        try {
            return client.send(request, info -> new ResponseReceiver(sentAt));
        } catch (HttpConnectTimeoutException late) {
            throw late("no connection", now.connect(), usual.connect());
        } catch (HttpTimeoutException late) {
            throw late("timed out", now.firstByte(), usual.firstByte());
        } catch (IllegalArgumentException malformed) {
            throw new ProtocolException("a header is malformed: " + malformed.getMessage());
        }
    }

    /** Names the time that passed, and the limit of the run where that is why it is shorter than usual. */
    static ResponseReceiver.IdleTimeoutException late(String problem, Duration passed, Duration usual) {
        return new ResponseReceiver.IdleTimeoutException(problem + " after " + ResponseReceiver.seconds(passed) + " s"
                + (passed.compareTo(usual) < 0 ? ", at the time limit of the run" : ""));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
