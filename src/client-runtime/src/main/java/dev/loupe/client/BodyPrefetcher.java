package dev.loupe.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delivers a body chunk by chunk on request and fetches one chunk ahead. */
final class BodyPrefetcher implements Flow.Subscriber<List<ByteBuffer>> {
    private static final int FETCHED_AHEAD = 2;
    /** After the last event, a short remainder is read so that the connection can be reused. */
    private static final int MAX_REMAINDER_BYTES = 64 * 1024;

    private static final long REMAINDER_MILLIS = 1_000;

    private final ArrayDeque<List<ByteBuffer>> chunks = new ArrayDeque<>(FETCHED_AHEAD);
    private Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<@Nullable List<ByteBuffer>> waiting;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean cancelled;
    private boolean discarding;
    private int discarded;

    /**
     * The next chunk; null after the last one. Call it again only after the previous call has completed.
     *
     * @return fails when the connection is lost or closed
     */
    synchronized CompletableFuture<@Nullable List<ByteBuffer>> read() {
        List<ByteBuffer> chunk = chunks.poll();
        if (chunk != null) {
            if (subscription != null && !ended) {
                subscription.request(1);
            }
            return CompletableFuture.completedFuture(chunk);
        }
        if (cancelled) {
            return CompletableFuture.failedFuture(new CancellationException("closed by the caller"));
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        if (ended) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable List<ByteBuffer>> next = new CompletableFuture<>();
        waiting = next;
        return next;
    }

    /** Closes the connection. */
    void cancel() {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        Flow.Subscription open;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            open = subscription;
            chunks.clear();
            reader = takeWaiting();
        }
        if (open != null) {
            open.cancel();
        }
        if (reader != null) {
            reader.completeExceptionally(new CancellationException("closed by the caller"));
        }
    }

    /** Discards a short remainder, so that the connection can be reused, else closes it. */
    void release() {
        Flow.Subscription open;
        synchronized (this) {
            if (ended || cancelled || discarding) {
                return;
            }
            discarding = true;
            chunks.clear();
            open = subscription;
        }
        if (open != null) {
            open.request(Long.MAX_VALUE);
        }
        CompletableFuture.delayedExecutor(REMAINDER_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                .execute(this::cancelUnlessEnded);
    }

    private void cancelUnlessEnded() {
        boolean open;
        synchronized (this) {
            open = !ended;
        }
        if (open) {
            cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        boolean closed;
        synchronized (this) {
            closed = cancelled;
            subscription = newSubscription;
        }
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(FETCHED_AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> chunk) {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        boolean tooMuch = false;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            if (discarding) {
                for (ByteBuffer bytes : chunk) {
                    discarded += bytes.remaining();
                }
                tooMuch = discarded > MAX_REMAINDER_BYTES;
                reader = null;
            } else {
                reader = takeWaiting();
                if (reader == null) {
                    chunks.add(chunk);
                } else if (subscription != null) {
                    subscription.request(1);
                }
            }
        }
        if (tooMuch) {
            cancel();
        }
        if (reader != null) {
            reader.complete(chunk);
        }
    }

    @Override
    public void onError(Throwable cause) {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        synchronized (this) {
            failure = cause;
            ended = true;
            reader = takeWaiting();
        }
        if (reader != null) {
            reader.completeExceptionally(cause);
        }
    }

    @Override
    public void onComplete() {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        synchronized (this) {
            ended = true;
            reader = takeWaiting();
        }
        if (reader != null) {
            reader.complete(null);
        }
    }

    private @Nullable CompletableFuture<@Nullable List<ByteBuffer>> takeWaiting() {
        CompletableFuture<@Nullable List<ByteBuffer>> reader = waiting;
        waiting = null;
        return reader;
    }
}
