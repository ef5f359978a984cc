package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Each subscription sends the request and receives its own stream. Reads from the network only on demand. */
final class ChunkPublisher<C extends ApiObject> implements Flow.Publisher<C> {
    private final Supplier<? extends CompletableFuture<? extends ResponseStream<?, C>>> open;

    ChunkPublisher(Supplier<? extends CompletableFuture<? extends ResponseStream<?, C>>> open) {
        this.open = open;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super C> subscriber) {
        Pump<C> pump = new Pump<>(subscriber);
        subscriber.onSubscribe(pump);
        pump.start(open);
    }

    /** Delivers chunks of the stream to its subscriber. One thread at a time does all pending work. */
    private static final class Pump<C extends ApiObject> implements Flow.Subscription {
        private final Flow.Subscriber<? super C> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger work = new AtomicInteger();
        private final Cancellation opening = new Cancellation();
        private volatile @Nullable ResponseStream<?, C> stream;
        private volatile @Nullable Throwable failedToOpen;
        private volatile boolean cancelled;
        private volatile boolean illegalRequest;
        private volatile @Nullable ReadResult result;
        private boolean reading;
        private boolean ended;

        /** The result of a read; neither bytes nor a failure means the end. */
        private record ReadResult(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

        Pump(Flow.Subscriber<? super C> subscriber) {
            this.subscriber = subscriber;
        }

        void start(Supplier<? extends CompletableFuture<? extends ResponseStream<?, C>>> open) {
            if (cancelled) {
                return;
            }
            CompletableFuture<? extends ResponseStream<?, C>> opened;
            try {
                opened = open.get();
            } catch (RuntimeException failure) {
                failedToOpen = failure;
                pump();
                return;
            }
            opening.onCancel(() -> opened.cancel(true));
            Futures.atEnd(opened, (newStream, failed) -> {
                if (failed != null) {
                    failedToOpen = failed instanceof CompletionException && failed.getCause() != null
                            ? failed.getCause()
                            : failed;
                } else {
                    stream = newStream;
                    if (cancelled) {
                        newStream.close();
                    }
                }
                pump();
            });
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                illegalRequest = true;
            } else {
                demand.accumulateAndGet(count, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
            }
            pump();
        }

        @Override
        public void cancel() {
            cancelled = true;
            opening.cancel();
            ResponseStream<?, C> open = stream;
            if (open != null) {
                open.close();
            }
        }

        private void pump() {
            if (work.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                try {
                    turn();
                } catch (RuntimeException failed) {
                    ended = true;
                    subscriber.onError(failed);
                }
                seen = work.addAndGet(-seen);
            } while (seen != 0);
        }

        private void turn() {
            if (ended || cancelled) {
                return;
            }
            Throwable openFailure = failedToOpen;
            if (illegalRequest || openFailure != null) {
                ended = true;
                cancel();
                subscriber.onError(
                        openFailure != null
                                ? openFailure
                                : new IllegalArgumentException("request() needs a number above 0"));
                return;
            }
            ResponseStream<?, C> open = stream;
            if (open == null || (reading && !takeResult(open))) {
                return;
            }
            deliver(open);
        }

        /** Whether the pending read has completed. */
        private boolean takeResult(ResponseStream<?, C> open) {
            ReadResult taken = result;
            if (taken == null) {
                return false;
            }
            result = null;
            reading = false;
            if (taken.failure() instanceof TimeoutException) {
                open.timedOut();
            } else if (taken.failure() instanceof CancellationException) {
                throw open.closedEarly("The stream was closed before its end");
            } else {
                open.received(taken.bytes(), taken.failure());
            }
            return true;
        }

        private void deliver(ResponseStream<?, C> open) {
            while (!cancelled && demand.get() > 0) {
                C chunk = open.poll();
                if (chunk != null) {
                    if (demand.get() != Long.MAX_VALUE) {
                        demand.decrementAndGet();
                    }
                    subscriber.onNext(chunk);
                } else if (open.isFinished()) {
                    ended = true;
                    subscriber.onComplete();
                    return;
                } else {
                    read(open);
                    return;
                }
            }
        }

        private void read(ResponseStream<?, C> open) {
            reading = true;
            // the time limit applies to a copy, because the future belongs to the feed
            CompletableFuture<@Nullable List<ByteBuffer>> copy = open.read()
                    .thenApply(bytes -> bytes)
                    .orTimeout(open.waitLimit().toNanos(), TimeUnit.NANOSECONDS);
            Futures.atEnd(copy, (bytes, failed) -> {
                Throwable cause =
                        failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
                result = new ReadResult(bytes, cause);
                pump();
            });
        }
    }
}
