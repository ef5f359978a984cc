package dev.loupe.live;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.connection.ConnectionSettings;
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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
        this.wire = new WireClient(connections);
    }

    /**
     * A request as it is sent.
     *
     * @param limits the timeouts from now on
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(HttpRequest request, Body body, byte[] bytes, Supplier<Timeouts> limits) {
        URI uri() {
            return request.uri();
        }

        HttpRequest within(Timeouts now) {
            return HttpRequest.newBuilder(request, (name, value) -> true)
                    .timeout(now.firstByte())
                    .build();
        }
    }

    /** The response or the failure, and what happened to the connections. */
    record Delivered(Reply reply, TransportInfo transport) {}

    /**
     * Sends once, and once more where no complete response arrived. A server may close an idle connection while the request is on
     * its way, and a network may cut a response, so both have to happen again on a new connection.
     *
     * @param onWire whether the response is read byte by byte from the start
     */
    Delivered deliver(Message request, boolean onWire) throws InterruptedException {
        if (onWire) {
            Optional<Delivered> read = readTwice(request);
            if (read.isPresent()) {
                return read.get();
            }
        }
        boolean reused = responded;
        try {
            Reply reply = reply(client, request);
            Delivered received = new Delivered(reply, TransportInfo.NONE);
            return isComplete(reply) ? received : read(request).orElse(received);
        } catch (IOException failed) {
            Failure first = failure(failed, request.uri());
            return switch (first.kind()) {
                case RESET -> again(request, first, reused);
                case PROTOCOL -> read(request).orElse(new Delivered(new Reply.Unanswered(first), TransportInfo.NONE));
                case TIMEOUT, REFUSED, TLS, DNS, TOO_LARGE, OTHER ->
                    new Delivered(new Reply.Unanswered(first), TransportInfo.NONE);
            };
        }
    }

    private Delivered again(Message request, Failure first, boolean reused) throws InterruptedException {
        TransportInfo transport = failed(first, reused);
        HttpClient fresh = client(connections, timeouts);
        try {
            return new Delivered(reply(fresh, request), transport);
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
                !hasTwoLengths(head) && !hasOtherCoding(head) && (ending.failure() == null || !isCut(ending.failure()));
            case Reply.Answered(Reply.Head head, Body body) ->
                !hasTwoLengths(head) && !hasOtherCoding(head) && isReadable(head, body);
        };
    }

    /** The HTTP client reads the chunks as the body then. */
    private static boolean hasTwoLengths(Reply.Head head) {
        return head.headers().first("content-length").isPresent()
                && head.headers().first("transfer-encoding").isPresent();
    }

    /** A coding that no request accepts. */
    private static boolean hasOtherCoding(Reply.Head head) {
        return !Set.of("", "gzip", "identity").contains(coding(head));
    }

    private static String coding(Reply.Head head) {
        return head.headers().first("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether clients decode it; they ignore a word such as {@code utf-8}. */
    private static boolean isKnown(String coding) {
        return Set.of("br", "compress", "deflate", "x-gzip", "zstd").contains(coding);
    }

    /** Whether the bytes are JSON or events, whatever the header states. */
    private static boolean isPlain(ResponseReceiver.Received received) {
        byte[] bytes = TimedBytes.joined(received.chunks());
        return !Body.of(bytes).json().isMissingNode()
                || new String(bytes, StandardCharsets.ISO_8859_1).startsWith("data:");
    }

    private static boolean isReadable(Reply.Head head, Body body) {
        boolean isJson = head.headers().first("content-type").orElse("").contains("json");
        boolean isEmpty = body instanceof Body.None
                && head.headers().first("transfer-encoding").isEmpty();
        return !isJson || isEmpty || !body.json().isMissingNode();
    }

    private static boolean isCut(Failure failure) {
        return failure.kind() == Failure.Kind.RESET || failure.kind() == Failure.Kind.PROTOCOL;
    }

    /** An error that makes a response unreadable counts when it happens twice. */
    private Optional<Delivered> readTwice(Message request) {
        Optional<Delivered> first = read(request);
        boolean readable = first.isPresent()
                && framing(first.get()).stream().allMatch(error -> error.kind().tolerated());
        return readable ? first : read(request);
    }

    private static List<FramingError> framing(Delivered delivered) {
        List<FramingError> framing = delivered.transport().framing();
        return framing == null ? List.of() : framing;
    }

    private Optional<Delivered> read(Message request) {
        long sentAt = System.nanoTime();
        Timeouts now = request.limits().get();
        Optional<FramedResponse> received;
        try {
            received = wire.send(request, now, sentAt);
        } catch (SocketTimeoutException late) {
            Reply reply = new Reply.Unanswered(
                    failure(late("timed out", now.firstByte(), timeouts.firstByte()), request.uri()));
            return Optional.of(new Delivered(reply, TransportInfo.NONE));
        }
        return received.map(response -> {
            ResponseReceiver.Received raw = new ResponseReceiver.Received(response.body(), response.failure());
            Reply.Times times = new Reply.Times(response.firstByte(), ResponseReceiver.since(sentAt));
            Reply.Head head = new Reply.Head(response.status(), response.headers(), times);
            ResponseReceiver.Received plain = ResponseDecompressor.of(raw, head);
            List<FramingError> errors = new ArrayList<>(response.errors());
            if (raw.failure() == null && plain.failure() instanceof ProtocolException) {
                errors.add(new FramingError(FramingError.Kind.CODING, "gzip"));
            }
            if (hasOtherCoding(head) && isPlain(raw)) {
                errors.add(new FramingError(
                        isKnown(coding(head)) ? FramingError.Kind.CODING : FramingError.Kind.CODING_UNKNOWN,
                        "the body is sent without a coding"));
            }
            return new Delivered(reply(plain, head, request), new TransportInfo(List.of(), false, errors));
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
    private Reply reply(HttpClient sender, Message request) throws IOException, InterruptedException {
        long sentAt = System.nanoTime();
        Timeouts now = request.limits().get();
        HttpResponse<ResponseReceiver> response = send(sender, request.within(now), now, sentAt);
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
        return reply(ResponseDecompressor.of(raw, head), head, request);
    }

    private HttpResponse<ResponseReceiver> send(HttpClient sender, HttpRequest request, Timeouts now, long sentAt)
            throws IOException, InterruptedException {
        try {
            return sender.send(request, info -> new ResponseReceiver(sentAt));
        } catch (HttpConnectTimeoutException late) {
            throw late("no connection", now.connect(), timeouts.connect());
        } catch (HttpTimeoutException late) {
            throw late("timed out", now.firstByte(), timeouts.firstByte());
        } catch (IllegalArgumentException malformed) {
            throw new ProtocolException("a header is malformed: " + malformed.getMessage());
        }
    }

    /** Names the time that passed, and the limit of the run where that is why it is shorter than usual. */
    private static ResponseReceiver.IdleTimeoutException late(String problem, Duration passed, Duration usual) {
        return new ResponseReceiver.IdleTimeoutException(problem + " after " + ResponseReceiver.seconds(passed) + " s"
                + (passed.compareTo(usual) < 0 ? ", at the time limit of the run" : ""));
    }

    private Reply reply(ResponseReceiver.Received received, Reply.Head head, Message request) {
        Throwable thrown = received.failure();
        Failure failure = thrown == null ? null : failure(thrown, request.uri());
        boolean unreadable = failure != null
                && failure.kind() == Failure.Kind.PROTOCOL
                && received.chunks().isEmpty();
        if (!unreadable && Reply.Streamed.isStream(head, request.body(), received.chunks())) {
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
        return thrown instanceof ResponseReceiver.TooLargeException large
                ? new Failure(Failure.Kind.TOO_LARGE, String.valueOf(large.getMessage()))
                : ConnectionFailures.of(thrown, address, connections.proxyOf(address));
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
