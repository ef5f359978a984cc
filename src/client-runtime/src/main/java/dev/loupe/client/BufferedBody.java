package dev.loupe.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Buffers a complete body, up to a limit. */
final class BufferedBody implements Flow.Subscriber<List<ByteBuffer>> {
    private final int limit;
    private final CompletableFuture<Read> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    /** The buffered bytes. */
    static final class Read {
        private final byte[] bytes;
        private final boolean truncated;
        private final boolean cut;

        Read(byte[] bytes, boolean truncated) {
            this(bytes, truncated, false);
        }

        private Read(byte[] bytes, boolean truncated, boolean cut) {
            this.bytes = bytes;
            this.truncated = truncated;
            this.cut = cut;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Whether the connection was lost within the body. */
        boolean cut() {
            return cut;
        }

        /** Whether the body exceeds the limit. */
        boolean truncated() {
            return truncated;
        }
    }

    BufferedBody(int limit) {
        this.limit = limit;
    }

    CompletableFuture<Read> result() {
        return result;
    }

    /** Closes the connection. */
    void cancel() {
        Flow.Subscription open;
        synchronized (this) {
            cancelled = true;
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        boolean closed;
        synchronized (this) {
            subscription = newSubscription;
            closed = cancelled;
        }
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> chunk) {
        for (ByteBuffer buffer : chunk) {
            byte[] part = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
            if (buffer.hasRemaining()) {
                result.complete(new Read(bytes.toByteArray(), true));
                cancel();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (bytes.size() == 0) {
            result.completeExceptionally(cause);
        } else {
            result.complete(new Read(bytes.toByteArray(), false, true));
        }
    }

    @Override
    public void onComplete() {
        result.complete(new Read(bytes.toByteArray(), false));
    }
}
