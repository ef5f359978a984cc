package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers one request on the connections to a server and collects the response, with what happened to the connections. */
final class RequestDelivery implements AutoCloseable {
    private final ConnectionSettings connections;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Timeouts timeouts;
    private final HttpClient client;
    private final WireClient wire;

    /** Whether a connection may be open since an earlier response. */
    private volatile boolean responded;

    RequestDelivery(ConnectionSettings connections, Timeouts timeouts) {
        this.connections = connections;
        this.timeouts = timeouts;
        this.client = client(connections, timeouts);
        this.wire = new WireClient(connections, timeouts);
    }

    /** The response or the failure, and what happened to the connections. */
    record Delivered(Reply reply, TransportInfo transport) {}

    /**
     * Sends once, and once more where no complete response arrived. A server may close an idle connection while the request is on
     * its way, and a network may cut a response, so both have to happen again on a new connection.
     *
     * @param onWire whether the response is read byte by byte from the start
     */
    Delivered deliver(HttpRequest request, Body body, byte[] bytes, boolean onWire) throws InterruptedException {
        if (onWire) {
            Optional<Delivered> read = readTwice(request, body, bytes);
            if (read.isPresent()) {
                return read.get();
            }
        }
        boolean reused = responded;
        try {
            Reply reply = reply(client, request, body);
            Delivered received = new Delivered(reply, TransportInfo.NONE);
            return isComplete(reply) ? received : read(request, body, bytes).orElse(received);
        } catch (IOException failed) {
            Failure first = failure(failed, request.uri());
            return switch (first.kind()) {
                case RESET -> again(request, body, first, reused);
                case PROTOCOL ->
                    read(request, body, bytes).orElse(new Delivered(new Reply.Unanswered(first), TransportInfo.NONE));
                case TIMEOUT, REFUSED, TLS, DNS, TOO_LARGE, OTHER ->
                    new Delivered(new Reply.Unanswered(first), TransportInfo.NONE);
            };
        }
    }

    private Delivered again(HttpRequest request, Body body, Failure first, boolean reused) throws InterruptedException {
        TransportInfo transport = failed(first, reused);
        HttpClient fresh = client(connections, timeouts);
        try {
            return new Delivered(reply(fresh, request, body), transport);
        } catch (IOException again) {
            Failure second = failure(again, request.uri());
            return new Delivered(new Reply.Unanswered(second), transport.then(failed(second, false)));
        } finally {
            fresh.shutdownNow();
            fresh.close();
        }
    }

    /** Whether nothing suggests that the response is cut or malformed. */
    private static boolean isComplete(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered(Failure failure) -> !isCut(failure);
            case Reply.Streamed(Reply.Head head, var events, Reply.Ending ending, var pieces) ->
                !hasTwoLengths(head) && (ending.failure() == null || !isCut(ending.failure()));
            case Reply.Answered(Reply.Head head, Body body) -> !hasTwoLengths(head) && isReadable(head, body);
        };
    }

    /** The HTTP client reads the chunks as the body then. */
    private static boolean hasTwoLengths(Reply.Head head) {
        return head.headers().first("content-length").isPresent()
                && head.headers().first("transfer-encoding").isPresent();
    }

    private static boolean isReadable(Reply.Head head, Body body) {
        boolean isJson = head.headers().first("content-type").orElse("").contains("json");
        return !isJson || body instanceof Body.None || !body.json().isMissingNode();
    }

    private static boolean isCut(Failure failure) {
        return failure.kind() == Failure.Kind.RESET || failure.kind() == Failure.Kind.PROTOCOL;
    }

    /** An error that makes a response unreadable counts when it happens twice. */
    private Optional<Delivered> readTwice(HttpRequest request, Body body, byte[] bytes) {
        Optional<Delivered> first = read(request, body, bytes);
        boolean readable = first.isPresent()
                && framing(first.get()).stream().allMatch(error -> error.kind().tolerated());
        return readable ? first : read(request, body, bytes);
    }

    private static List<FramingError> framing(Delivered delivered) {
        List<FramingError> framing = delivered.transport().framing();
        return framing == null ? List.of() : framing;
    }

    private Optional<Delivered> read(HttpRequest request, Body body, byte[] bytes) {
        long sentAt = System.nanoTime();
        return wire.send(request, bytes, sentAt).map(response -> {
            ResponseReceiver.Received raw = new ResponseReceiver.Received(response.body(), response.failure());
            Reply.Times times = new Reply.Times(response.firstByte(), ResponseReceiver.since(sentAt));
            Reply.Head head = new Reply.Head(response.status(), response.headers(), times);
            ResponseReceiver.Received plain = ResponseDecompressor.of(raw, head);
            List<FramingError> errors = new ArrayList<>(response.errors());
            if (raw.failure() == null && plain.failure() instanceof ProtocolException) {
                errors.add(new FramingError(FramingError.Kind.CODING, "gzip"));
            }
            return new Delivered(reply(plain, head, request.uri(), body), new TransportInfo(List.of(), false, errors));
        });
    }

    private static TransportInfo failed(Failure failure, boolean reused) {
        return new TransportInfo(List.of(new TransportInfo.Attempt(failure, reused)), false, null);
    }

    private static HttpClient client(ConnectionSettings connections, Timeouts timeouts) {
        return connections.client().connectTimeout(timeouts.connect()).build();
    }

    /**
     * Sends once.
     *
     * @throws IOException when there is no response
     */
    private Reply reply(HttpClient sender, HttpRequest request, Body body) throws IOException, InterruptedException {
        long sentAt = System.nanoTime();
        HttpResponse<ResponseReceiver> response = sender.send(request, info -> new ResponseReceiver(sentAt));
        // null where a proxy rejects the tunnel to the server
        @Nullable ResponseReceiver receiver = response.body();
        Optional<URI> proxy = connections.proxies().proxyOf(request.uri());
        if (receiver == null || (proxy.isPresent() && response.statusCode() == PROXY_AUTHENTICATION_REQUIRED)) {
            if (receiver != null) {
                receiver.readAll(timeouts.idle(), timeouts.total());
            }
            return new Reply.Unanswered(new Failure(
                    Failure.Kind.OTHER,
                    "the proxy " + proxy.map(URI::toString).orElse("") + " rejects the connection with status "
                            + response.statusCode() + ": it may require a user name, which is not supported"));
        }
        responded = true;
        HeaderFields fields = HeaderFields.of(response.headers().map());
        ResponseReceiver.Received raw = receiver.readAll(timeouts.idle(), timeouts.total());
        Reply.Times times = new Reply.Times(receiver.firstByte(), ResponseReceiver.since(sentAt));
        Reply.Head head = new Reply.Head(response.statusCode(), fields, times);
        return reply(ResponseDecompressor.of(raw, head), head, request.uri(), body);
    }

    private Reply reply(ResponseReceiver.Received received, Reply.Head head, URI uri, Body body) {
        Throwable thrown = received.failure();
        Failure failure = thrown == null ? null : failure(thrown, uri);
        boolean unreadable = failure != null
                && failure.kind() == Failure.Kind.PROTOCOL
                && received.chunks().isEmpty();
        if (!unreadable && Reply.Streamed.isStream(head, body, received.chunks())) {
            try {
                return Reply.Streamed.of(head, received.chunks(), new Reply.Ending(failure));
            } catch (InputLimits.Exceeded beyond) {
                return new Reply.Unanswered(new Failure(Failure.Kind.TOO_LARGE, beyond.bound()));
            }
        }
        if (failure != null) {
            return new Reply.Unanswered(new Failure(
                    failure.kind(),
                    "status " + head.code() + ", then " + failure.message() + " after " + size(received.chunks())
                            + " bytes of the body"));
        }
        return new Reply.Answered(head, Body.of(TimedBytes.joined(received.chunks())));
    }

    private Failure failure(Throwable thrown, URI address) {
        return ConnectionFailures.of(thrown, address, connections.proxies().proxyOf(address));
    }

    private static int size(List<TimedBytes> chunks) {
        return chunks.stream().mapToInt(chunk -> chunk.bytes().length).sum();
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
