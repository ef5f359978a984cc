package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletionChunk;
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

/** Each subscription sends the request and gets its own stream; no more is read from the network than was asked for. */
final class ChunkPublisher implements Flow.Publisher<ChatCompletionChunk> {
    private final Supplier<CompletableFuture<ResponseStream>> open;

    ChunkPublisher(Supplier<CompletableFuture<ResponseStream>> open) {
        this.open = open;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
        Pump pump = new Pump(subscriber);
        subscriber.onSubscribe(pump);
        pump.start(open);
    }

    /** Moves chunks from the stream to its subscriber; whichever thread finds work does all of it, one at a time. */
    private static final class Pump implements Flow.Subscription {
        private final Flow.Subscriber<? super ChatCompletionChunk> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger work = new AtomicInteger();
        private final Cancellation opening = new Cancellation();
        private volatile @Nullable ResponseStream stream;
        private volatile @Nullable Throwable failedToOpen;
        private volatile boolean cancelled;
        private volatile boolean illegalRequest;
        private volatile @Nullable Arrival arrival;
        private boolean reading;
        private boolean over;

        /** What a read brought; no piece and no failure is the end. */
        private record Arrival(@Nullable List<ByteBuffer> piece, @Nullable Throwable failure) {}

        Pump(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
            this.subscriber = subscriber;
        }

        void start(Supplier<CompletableFuture<ResponseStream>> open) {
            if (cancelled) {
                return;
            }
            CompletableFuture<ResponseStream> opened;
            try {
                opened = open.get();
            } catch (RuntimeException refused) {
                failedToOpen = refused;
                pump();
                return;
            }
            opening.does(() -> opened.cancel(true));
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
            ResponseStream open = stream;
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
                    over = true;
                    subscriber.onError(failed);
                }
                seen = work.addAndGet(-seen);
            } while (seen != 0);
        }

        private void turn() {
            if (over || cancelled) {
                return;
            }
            Throwable refused = failedToOpen;
            if (illegalRequest || refused != null) {
                over = true;
                cancel();
                subscriber.onError(
                        refused != null ? refused : new IllegalArgumentException("request() needs a number above 0"));
                return;
            }
            ResponseStream open = stream;
            if (open == null || (reading && !takeArrival(open))) {
                return;
            }
            deliver(open);
        }

        /** Whether the read that was under way has brought something. */
        private boolean takeArrival(ResponseStream open) {
            Arrival here = arrival;
            if (here == null) {
                return false;
            }
            arrival = null;
            reading = false;
            if (here.failure() instanceof TimeoutException) {
                open.fellSilent();
            } else if (here.failure() instanceof CancellationException) {
                throw open.closedEarly("The stream was closed before its end");
            } else {
                open.took(here.piece(), here.failure());
            }
            return true;
        }

        private void deliver(ResponseStream open) {
            while (!cancelled && demand.get() > 0) {
                ChatCompletionChunk chunk = open.poll();
                if (chunk != null) {
                    if (demand.get() != Long.MAX_VALUE) {
                        demand.decrementAndGet();
                    }
                    subscriber.onNext(chunk);
                } else if (open.isFinished()) {
                    over = true;
                    subscriber.onComplete();
                    return;
                } else {
                    read(open);
                    return;
                }
            }
        }

        private void read(ResponseStream open) {
            reading = true;
            // the copy is timed, not the feed's own future: that one stays with the feed
            CompletableFuture<@Nullable List<ByteBuffer>> copy = open.read()
                    .thenApply(piece -> piece)
                    .orTimeout(open.patience().toNanos(), TimeUnit.NANOSECONDS);
            Futures.atEnd(copy, (piece, failed) -> {
                Throwable cause =
                        failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
                arrival = new Arrival(piece, cause);
                pump();
            });
        }
    }
}
