package dev.loupe.gemma;

import dev.loupe.gemma.error.ErrorBody;
import dev.loupe.gemma.error.GemmaException;
import dev.loupe.gemma.error.StreamException;
import dev.loupe.gemma.error.TimeoutException;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.transport.ResponseHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A stream whose first bytes have come: what {@link ChatStream} and {@link ChunkPublisher} have in common. */
final class ResponseStream {
    /** Once every choice has ended only usage and the end mark can follow; some servers send neither and keep the connection. */
    private static final Duration AFTER_THE_END = Duration.ofSeconds(5);

    private final ResponseHeaders headers;
    private final BodyPrefetcher feed;
    private final ChunkReader reader;
    private final CallOptions options;
    private final long deadline;

    ResponseStream(ResponseHeaders headers, BodyPrefetcher feed, ChunkReader reader, CallOptions options) {
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
    ChatCompletion soFar() {
        return reader.soFar();
    }

    /** The next chunk; null when more bytes are needed or the stream is finished. A failure closes the connection. */
    @Nullable
    ChatCompletionChunk poll() {
        try {
            ChatCompletionChunk chunk = reader.poll();
            if (reader.isFinished()) {
                feed.release();
            }
            return chunk;
        } catch (GemmaException failed) {
            feed.cancel();
            throw failed;
        }
    }

    CompletableFuture<@Nullable List<ByteBuffer>> read() {
        return feed.read();
    }

    void took(@Nullable List<ByteBuffer> piece, @Nullable Throwable failed) {
        if (piece != null) {
            reader.offer(piece);
        } else {
            reader.end(failed);
        }
    }

    /** How long to wait for more bytes. */
    Duration patience() {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Duration silence = options.idleTimeout();
        if (reader.isWhole() && silence.compareTo(AFTER_THE_END) > 0) {
            silence = AFTER_THE_END;
        }
        return left.compareTo(silence) < 0 ? left : silence;
    }

    /** No bytes came in time: the end of a stream that had all, the failure of any other. */
    void fellSilent() {
        if (reader.isWhole()) {
            feed.cancel();
            reader.end(null);
            return;
        }
        feed.cancel();
        boolean tooLong = deadline - System.nanoTime() <= 0;
        Duration limit = tooLong ? options.streamTimeout() : options.idleTimeout();
        String message = tooLong
                ? "The stream took longer than " + limit.toMillis() + " ms (streamTimeout)"
                : "No byte of the stream came for " + limit.toMillis() + " ms (idleTimeout)";
        throw reader.remember(new TimeoutException(message, limit, soFar()));
    }

    /** Closed by the caller, or by an interrupt, before its end. */
    StreamException closedEarly(String why) {
        feed.cancel();
        return reader.remember(reader.streamFailure(why, ErrorBody.of(null)));
    }

    void close() {
        if (!reader.isFinished()) {
            feed.cancel();
        }
    }
}
