package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.transport.ResponseHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is written, chunk by chunk. It ends in one of two ways: whole, or with an exception that carries the part that came;
 * a stream that was cut never just stops. Read it on one thread; {@link #close()} may be called on any, and closes the connection at once.
 */
public final class ChatStream implements Iterable<ChatCompletionChunk>, AutoCloseable {
    private final ResponseStream stream;
    private volatile boolean closed;
    private boolean iterated;

    ChatStream(ResponseStream stream) {
        this.stream = stream;
    }

    /** The headers of the answer. */
    public ResponseHeaders headers() {
        return stream.headers();
    }

    /** The chunks that are still to come; can be asked for once, for they are not kept. */
    @Override
    public Iterator<ChatCompletionChunk> iterator() {
        if (iterated) {
            throw new IllegalStateException(
                    "the chunks of a stream can be read once; completion() has what they add up to");
        }
        iterated = true;
        return new Chunks();
    }

    /**
     * The whole answer: reads what is still to come, and adds up all that came, by choice and by tool call, with the usage.
     *
     * @throws dev.loupe.gemma.error.StreamException when the stream does not end as a whole answer
     * @throws dev.loupe.gemma.error.TimeoutException when the server falls silent
     */
    public ChatCompletion completion() {
        while (next() != null) {
            // every chunk is added up as it is read
        }
        ChatCompletion whole = stream.soFar();
        if (whole == null) {
            throw new IllegalStateException("a finished stream without an answer");
        }
        return whole;
    }

    /** Stops reading. The connection is closed at once, unless the stream was read to its end. */
    @Override
    public void close() {
        closed = true;
        stream.close();
    }

    /** The next chunk; null after the last one of a whole answer. */
    private @Nullable ChatCompletionChunk next() {
        while (true) {
            if (closed && !stream.isFinished()) {
                throw stream.closedEarly("The stream was closed before its end");
            }
            ChatCompletionChunk chunk = stream.poll();
            if (chunk != null || stream.isFinished()) {
                return chunk;
            }
            fetch();
        }
    }

    private void fetch() {
        Duration patience = stream.patience();
        CompletableFuture<@Nullable List<ByteBuffer>> piece = stream.read();
        try {
            stream.took(piece.get(patience.toNanos(), TimeUnit.NANOSECONDS), null);
        } catch (TimeoutException silence) {
            stream.fellSilent();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stream.closedEarly("The thread was interrupted while it read the stream");
        } catch (CancellationException closedMeanwhile) {
            throw stream.closedEarly("The stream was closed before its end");
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof CancellationException) {
                throw stream.closedEarly("The stream was closed before its end");
            }
            stream.took(null, broken.getCause());
        }
    }

    private final class Chunks implements Iterator<ChatCompletionChunk> {
        private @Nullable ChatCompletionChunk ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = ChatStream.this.next();
            }
            return ahead != null;
        }

        @Override
        public ChatCompletionChunk next() {
            if (!hasNext() || ahead == null) {
                throw new NoSuchElementException("the stream has ended");
            }
            ChatCompletionChunk chunk = ahead;
            ahead = null;
            return chunk;
        }
    }
}
