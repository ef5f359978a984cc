package dev.loupe.live;

import dev.loupe.connection.ConnectionFailures;
import dev.loupe.connection.ConnectionSettings;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.net.URI;
import java.util.List;

/** The reply that the received bytes are, or the failure. */
record ReceivedReply(ConnectionSettings connections) {
    Reply reply(ResponseReceiver.Received received, Reply.Head head, RequestDelivery.Message request) {
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
        if (failure != null && head.code() == 0) {
            return new Reply.Unanswered(failure);
        }
        if (failure != null) {
            return new Reply.Unanswered(new Failure(
                    failure.kind(),
                    "status " + head.code() + ", then " + failure.message() + " after " + size(received.chunks())
                            + " bytes of the body"));
        }
        return new Reply.Answered(head, Body.of(TimedBytes.joined(received.chunks())));
    }

    Failure failure(Throwable thrown, URI address) {
        return thrown instanceof ResponseReceiver.TooLargeException large
                ? new Failure(Failure.Kind.TOO_LARGE, String.valueOf(large.getMessage()))
                : ConnectionFailures.of(thrown, address, connections.proxyOf(address));
    }

    private static int size(List<TimedBytes> chunks) {
        return chunks.stream().mapToInt(chunk -> chunk.bytes().length).sum();
    }
}
