package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.ResponseHeaders;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
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
 * A streaming response, chunk by chunk. It is complete, or it ends with an exception that has the received part; a truncated stream
 * never ends silently. Read it on one thread. {@link #close()} may be called on any thread and closes the connection at once.
 */
public class ChunkStream<R extends ApiObject, C extends ApiObject> implements Iterable<C>, AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final ResponseStream<R, C> stream;
    private final Abandoned abandoned;
    /** Garbage when this object is; registering this object in the constructor would let it escape. */
    private final Object lifetime = new Object();

    private final Cleaner.Cleanable unclosed;
    private volatile boolean closed;
    private boolean iterated;

    /** Reads an opened stream. */
    protected ChunkStream(ResponseStream<R, C> stream) {
        this.stream = stream;
        this.abandoned = new Abandoned(stream);
        this.unclosed = CLEANER.register(lifetime, abandoned);
    }

    /** Closes the connection of a stream that is garbage and was neither closed nor read to its end. */
    private static final class Abandoned implements Runnable {
        private final ResponseStream<?, ?> stream;
        private volatile boolean closed;

        Abandoned(ResponseStream<?, ?> stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            if (!closed && !stream.isFinished()) {
                stream.close();
                System.getLogger("dev.loupe.client")
                        .log(
                                System.Logger.Level.WARNING,
                                "A stream of chunks was neither closed nor read to its end; its connection is closed now."
                                        + " Use try-with-resources.");
            }
        }
    }

    /** The headers of the response. */
    public final ResponseHeaders headers() {
        return stream.headers();
    }

    /** The remaining chunks. Can be called once, because chunks are not stored. */
    @Override
    public final Iterator<C> iterator() {
        if (iterated) {
            throw new IllegalStateException(
                    "the chunks of a stream can be read once; completion() returns the accumulated completion");
        }
        iterated = true;
        return new Chunks();
    }

    /**
     * Reads the remaining chunks and returns the completion that all chunks of the stream add up to, with the usage.
     *
     * @throws dev.loupe.client.error.StreamException when the stream is incomplete
     * @throws dev.loupe.client.error.TimeoutException when no bytes are received within the limit
     */
    public final R completion() {
        while (next() != null) {
            // every chunk is accumulated as it is read
        }
        R complete = stream.partial();
        if (complete == null) {
            throw new IllegalStateException("a finished stream without a completion");
        }
        return complete;
    }

    /** Stops reading. The connection is closed at once, unless the stream was read to its end. */
    @Override
    public final void close() {
        closed = true;
        stream.close();
        abandoned.closed = true;
        unclosed.clean();
    }

    /** The next chunk; null after the last one of a complete response. */
    private @Nullable C next() {
        try {
            return nextChunk();
        } finally {
            Reference.reachabilityFence(this); // not garbage while it is read
        }
    }

    private @Nullable C nextChunk() {
        while (true) {
            if (closed && !stream.isFinished()) {
                throw stream.closedEarly("The stream was closed before its end");
            }
            C chunk = stream.poll();
            if (chunk != null || stream.isFinished()) {
                return chunk;
            }
            fetch();
        }
    }

    private void fetch() {
        Duration limit = stream.waitLimit();
        CompletableFuture<@Nullable List<ByteBuffer>> bytes = stream.read();
        try {
            stream.received(bytes.get(limit.toNanos(), TimeUnit.NANOSECONDS), null);
        } catch (TimeoutException noBytes) {
            stream.timedOut();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw stream.closedEarly("The thread was interrupted while reading the stream");
        } catch (CancellationException cancelled) {
            throw stream.closedEarly("The stream was closed before its end");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof CancellationException) {
                throw stream.closedEarly("The stream was closed before its end");
            }
            stream.received(null, failed.getCause());
        }
    }

    private final class Chunks implements Iterator<C> {
        private @Nullable C ahead;

        @Override
        public boolean hasNext() {
            if (ahead == null) {
                ahead = ChunkStream.this.next();
            }
            return ahead != null;
        }

        @Override
        public C next() {
            if (!hasNext() || ahead == null) {
                throw new NoSuchElementException("the stream has ended");
            }
            C chunk = ahead;
            ahead = null;
            return chunk;
        }
    }
}
