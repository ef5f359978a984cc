package dev.loupe.client;

import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.ErrorBody;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.error.TimeoutException;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.ResponseHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A stream after its first bytes, for {@link ChunkStream} and {@code Flow.Publisher}s. */
public final class ResponseStream<R extends ApiObject, C extends ApiObject> {
    /** After every choice has ended, only usage and the end marker can follow; some servers send neither and keep the connection open. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(5);

    private final ResponseHeaders headers;
    private final BodyPrefetcher feed;
    private final ChunkReader<R, C> reader;
    private final CallOptions options;
    private final long deadline;
    private final CallObservation observation;

    ResponseStream(
            ResponseHeaders headers,
            BodyPrefetcher feed,
            ChunkReader<R, C> reader,
            CallOptions options,
            CallObservation observation) {
        this.observation = observation;
        this.headers = headers;
        this.feed = feed;
        this.reader = reader;
        this.options = options;
        this.deadline = System.nanoTime() + options.streamTimeout().toNanos();
    }

    ResponseHeaders headers() {
        return headers;
    }

    boolean isFinished() {
        return reader.isFinished();
    }

    @Nullable
    R partial() {
        return reader.partial();
    }

    /** The next chunk; null when more bytes are needed or the stream is finished. A failure closes the connection. */
    @Nullable
    C poll() {
        try {
            C chunk = reader.poll();
            if (chunk != null) {
                observation.chunk(chunk);
            }
            if (reader.isFinished()) {
                feed.release();
                observation.finished(this::partial);
            }
            return chunk;
        } catch (ChatException failed) {
            feed.cancel();
            observation.failed(failed);
            throw failed;
        }
    }

    CompletableFuture<@Nullable List<ByteBuffer>> read() {
        return feed.read();
    }

    void received(@Nullable List<ByteBuffer> piece, @Nullable Throwable failed) {
        if (piece != null) {
            reader.offer(piece);
        } else {
            reader.end(failed);
        }
    }

    /** The longest wait for more bytes. */
    Duration waitLimit() {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Duration silence = options.idleTimeout();
        if (reader.isComplete() && silence.compareTo(AFTER_THE_END) > 0) {
            silence = AFTER_THE_END;
        }
        return left.compareTo(silence) < 0 ? left : silence;
    }

    /** No bytes within the limit: the end of a complete stream, the failure of any other. */
    void timedOut() {
        if (reader.isComplete()) {
            feed.cancel();
            reader.end(null);
            return;
        }
        feed.cancel();
        boolean tooLong = deadline - System.nanoTime() <= 0;
        Duration limit = tooLong ? options.streamTimeout() : options.idleTimeout();
        String message = tooLong
                ? "The stream took longer than " + limit.toMillis() + " ms (streamTimeout)"
                : "No bytes of the stream for " + limit.toMillis() + " ms (idleTimeout)";
        throw failed(new TimeoutException(message, limit, partial()));
    }

    /** The failure of a stream that the caller or an interrupt closed before its end. */
    StreamException closedEarly(String why) {
        feed.cancel();
        return failed(reader.streamFailure(why, ErrorBody.of(null)));
    }

    private <E extends ChatException> E failed(E failure) {
        observation.failed(failure);
        return reader.remember(failure);
    }

    void close() {
        if (!reader.isFinished()) {
            feed.cancel();
            observation.failed(new CancellationException("the stream was closed before its end"));
        }
    }
}
