package dev.loupe.gemma;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands a body over piece by piece, as it is asked for; one piece is fetched ahead. */
final class BodyPrefetcher implements Flow.Subscriber<List<ByteBuffer>> {
    private static final int FETCHED_AHEAD = 2;
    /** After the last event the rest is read for the connection's sake, if it is short and comes soon. */
    private static final int LONGEST_REST = 64 * 1024;

    private static final long REST_WITHIN_MILLIS = 1_000;

    private final ArrayDeque<List<ByteBuffer>> pieces = new ArrayDeque<>(FETCHED_AHEAD);
    private Flow.@Nullable Subscription subscription;
    private @Nullable CompletableFuture<@Nullable List<ByteBuffer>> waiting;
    private @Nullable Throwable failure;
    private boolean ended;
    private boolean cancelled;
    private boolean discarding;
    private int discarded;

    /**
     * The next piece; null after the last one. One at a time: the next may be asked for when this one is done.
     *
     * @return failed when the connection broke, or was closed from this side
     */
    synchronized CompletableFuture<@Nullable List<ByteBuffer>> read() {
        List<ByteBuffer> piece = pieces.poll();
        if (piece != null) {
            if (subscription != null && !ended) {
                subscription.request(1);
            }
            return CompletableFuture.completedFuture(piece);
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
            pieces.clear();
            reader = takeWaiting();
        }
        if (open != null) {
            open.cancel();
        }
        if (reader != null) {
            reader.completeExceptionally(new CancellationException("closed by the caller"));
        }
    }

    /** Nothing more is wanted: reads a short rest away, so that the connection can be used again, else closes it. */
    void release() {
        Flow.Subscription open;
        synchronized (this) {
            if (ended || cancelled || discarding) {
                return;
            }
            discarding = true;
            pieces.clear();
            open = subscription;
        }
        if (open != null) {
            open.request(Long.MAX_VALUE);
        }
        CompletableFuture.delayedExecutor(REST_WITHIN_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
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
        boolean refused;
        synchronized (this) {
            refused = cancelled;
            subscription = newSubscription;
        }
        if (refused) {
            newSubscription.cancel();
        } else {
            newSubscription.request(FETCHED_AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        boolean tooMuch = false;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            if (discarding) {
                for (ByteBuffer bytes : piece) {
                    discarded += bytes.remaining();
                }
                tooMuch = discarded > LONGEST_REST;
                reader = null;
            } else {
                reader = takeWaiting();
                if (reader == null) {
                    pieces.add(piece);
                } else if (subscription != null) {
                    subscription.request(1);
                }
            }
        }
        if (tooMuch) {
            cancel();
        }
        if (reader != null) {
            reader.complete(piece);
        }
    }

    @Override
    public void onError(Throwable broken) {
        CompletableFuture<@Nullable List<ByteBuffer>> reader;
        synchronized (this) {
            failure = broken;
            ended = true;
            reader = takeWaiting();
        }
        if (reader != null) {
            reader.completeExceptionally(broken);
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
