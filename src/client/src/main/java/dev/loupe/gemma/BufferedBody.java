package dev.loupe.gemma;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body that is read as a whole, up to a limit. */
final class BufferedBody implements Flow.Subscriber<List<ByteBuffer>> {
    private final int limit;
    private final CompletableFuture<Read> result = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private Flow.@Nullable Subscription subscription;
    private boolean cancelled;

    /** What was read. */
    static final class Read {
        private final byte[] bytes;
        private final boolean cut;

        Read(byte[] bytes, boolean cut) {
            this.bytes = bytes;
            this.cut = cut;
        }

        byte[] bytes() {
            return bytes;
        }

        /** Whether there was more than the limit. */
        boolean cut() {
            return cut;
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
        boolean refused;
        synchronized (this) {
            subscription = newSubscription;
            refused = cancelled;
        }
        if (refused) {
            newSubscription.cancel();
        } else {
            newSubscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        for (ByteBuffer buffer : piece) {
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
    public void onError(Throwable broken) {
        result.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        result.complete(new Read(bytes.toByteArray(), false));
    }
}
