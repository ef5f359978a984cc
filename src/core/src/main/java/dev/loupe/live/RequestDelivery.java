package dev.loupe.live;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.TransportInfo;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Delivers one request on the connections to a server and collects the response, with what happened to the connections. */
final class RequestDelivery implements AutoCloseable {
    private final ConnectionSettings connections;
    private final Timeouts timeouts;
    private final ReceivedReply received;
    private final HttpDelivery http;
    private final WireClient wire;

    RequestDelivery(ConnectionSettings connections, Timeouts timeouts) {
        this.connections = connections;
        this.timeouts = timeouts;
        this.received = new ReceivedReply(connections);
        this.http = new HttpDelivery(connections, timeouts, received);
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
    record Delivered(Reply reply, TransportInfo transport) {
        /** The same where the first response was cut or malformed; an error of this one is enough. */
        Delivered afterCut() {
            boolean isCorrect =
                    transport.framing() != null && transport.framing().isEmpty();
            FramingError once = new FramingError(FramingError.Kind.CUT_ONCE, "the first response");
            return isCorrect ? new Delivered(reply, TransportInfo.of(transport.failed(), List.of(once))) : this;
        }
    }

    /** Whether no proxy is between. */
    boolean isDirect(URI address) {
        return connections.proxyOf(address).isEmpty();
    }

    /**
     * Sends once, and once more where no complete response arrived. A server may close an idle connection while the request is on
     * its way, and a network may cut a response, so both have to happen again on a new connection.
     *
     * @param onWire whether the response is read byte by byte from the start
     */
    Delivered deliver(Message request, boolean onWire) throws InterruptedException {
        if (onWire) {
            try {
                Optional<Delivered> read = readTwice(request);
                if (read.isPresent()) {
                    return read.get();
                }
            } catch (IOException failed) {
                Failure first = received.failure(failed, request.uri());
                if (first.kind() == Kind.RESET) {
                    return again(request, first, false);
                }
                // the HTTP client reports why
            }
        }
        boolean reused = http.hasResponded();
        try {
            Reply reply = http.send(request);
            return ResponseCompleteness.isComplete(reply)
                    ? new Delivered(reply, TransportInfo.NONE)
                    : readAgain(request, reply);
        } catch (IOException failed) {
            Failure first = received.failure(failed, request.uri());
            Reply reply = new Reply.Unanswered(first);
            return switch (first.kind()) {
                case RESET -> again(request, first, reused);
                case PROTOCOL -> readAgain(request, reply);
                case TIMEOUT, REFUSED, TLS, DNS, TOO_LARGE, OTHER -> new Delivered(reply, TransportInfo.NONE);
            };
        }
    }

    private Delivered again(Message request, Failure first, boolean reused) throws InterruptedException {
        TransportInfo.Attempt before = new TransportInfo.Attempt(first, reused);
        try (HttpDelivery fresh = new HttpDelivery(connections, timeouts, received)) {
            return new Delivered(fresh.send(request), TransportInfo.of(List.of(before), null));
        } catch (IOException again) {
            Failure second = received.failure(again, request.uri());
            return new Delivered(
                    new Reply.Unanswered(second),
                    TransportInfo.of(List.of(before, new TransportInfo.Attempt(second, false)), null));
        }
    }

    /** Reads a response that is cut or malformed once more; the first one counts where there is no other. */
    private Delivered readAgain(Message request, Reply first) {
        try {
            return read(request)
                    .map(read -> ResponseCompleteness.isCut(first) ? read.afterCut() : read)
                    .orElseGet(() -> new Delivered(first, TransportInfo.NONE));
        } catch (IOException failed) {
            Failure second = received.failure(failed, request.uri());
            List<TransportInfo.Attempt> attempts = ResponseCompleteness.failure(first)
                    .filter(cut -> second.kind() == Kind.REFUSED)
                    .map(cut ->
                            List.of(new TransportInfo.Attempt(cut, false), new TransportInfo.Attempt(second, false)))
                    .orElse(List.of());
            return new Delivered(first, TransportInfo.of(attempts, null));
        }
    }

    /** An error that makes a response unreadable counts when it happens twice. */
    private Optional<Delivered> readTwice(Message request) throws IOException {
        Optional<Delivered> first = read(request);
        boolean readable = first.isPresent() && !first.get().transport().isUnreadable();
        return readable ? first : read(request);
    }

    /**
     * Reads a response byte by byte; empty when it is not one of HTTP/1, or a proxy is between.
     *
     * @throws IOException when there is no response
     */
    private Optional<Delivered> read(Message request) throws IOException {
        long sentAt = System.nanoTime();
        Timeouts now = request.limits().get();
        Optional<FramedResponse> framed;
        try {
            framed = wire.send(request, now, sentAt);
        } catch (SocketTimeoutException late) {
            Reply reply = new Reply.Unanswered(received.failure(
                    HttpDelivery.late("timed out", now.firstByte(), timeouts.firstByte()), request.uri()));
            return Optional.of(new Delivered(reply, TransportInfo.NONE));
        }
        return framed.map(response -> {
            ResponseReceiver.Received raw = new ResponseReceiver.Received(response.body(), response.failure());
            Reply.Times times = new Reply.Times(response.firstByte(), ResponseReceiver.since(sentAt));
            Reply.Head head = new Reply.Head(response.status(), response.headers(), times);
            ResponseReceiver.Received plain = ResponseDecompressor.of(raw, head);
            List<FramingError> errors = new ArrayList<>(response.errors());
            errors.addAll(ContentCoding.of(head).errors(raw, plain));
            return new Delivered(received.reply(plain, head, request), TransportInfo.of(List.of(), errors));
        });
    }

    @Override
    public void close() {
        http.close();
    }
}
