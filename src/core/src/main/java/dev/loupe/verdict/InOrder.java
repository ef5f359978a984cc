package dev.loupe.verdict;

import dev.loupe.exchange.Entry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works on records in parallel and hands the results on strictly in the order of the records, whatever the scheduling.
 * Looks ahead by a bounded number of records and of bytes, so that memory does not grow with the input.
 */
final class InOrder {
    /** Bytes of records in flight; a record larger than this is worked on alone. */
    private static final int BYTES_AHEAD = 8 << 20;

    private static final int RECORDS_AHEAD_PER_WORKER = 16;

    private final int workers;

    InOrder(int workers) {
        this.workers = workers;
    }

    /** One place in the queue: a result to come, with the bytes that it holds; the end when it is null. */
    private record Slot<R>(@Nullable Future<R> result, int bytes) {}

    /**
     * Hands {@code work} of each record to {@code sink}, on the calling thread.
     *
     * @throws RuntimeException what the iterator threw, after everything before it was handed on
     */
    <T, R> void run(Records<T> records, Function<Entry, R> work, Consumer<R> sink) {
        BlockingQueue<Slot<R>> queue = new ArrayBlockingQueue<>(workers * RECORDS_AHEAD_PER_WORKER);
        Semaphore bytes = new Semaphore(BYTES_AHEAD);
        ExecutorService pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("loupe-judge-", 0).factory());
        Thread feeder = Thread.ofPlatform()
                .daemon()
                .name("loupe-feeder")
                .start(() -> feed(records, work, new Pipe<>(queue, bytes, pool)));
        try {
            for (Slot<R> slot = queue.take(); slot.result() != null; slot = queue.take()) {
                sink.accept(slot.result().get());
                bytes.release(slot.bytes());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judging", interrupted);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("judging failed", failed.getCause());
        } finally {
            feeder.interrupt();
            pool.shutdownNow();
        }
    }

    private record Pipe<R>(BlockingQueue<Slot<R>> queue, Semaphore bytes, ExecutorService pool) {}

    private static <T, R> void feed(Records<T> records, Function<Entry, R> work, Pipe<R> pipe) {
        try {
            try {
                while (records.iterator().hasNext()) {
                    T record = records.iterator().next();
                    int size = Math.clamp(records.size().applyAsInt(record), 1, BYTES_AHEAD);
                    pipe.bytes().acquire(size);
                    FutureTask<R> task = new FutureTask<>(() -> work.apply(read(records, record)));
                    pipe.pool().execute(task);
                    pipe.queue().put(new Slot<>(task, size));
                }
            } catch (RuntimeException | Error fault) {
                FutureTask<R> broken = new FutureTask<>(() -> {
                    throw fault instanceof RuntimeException cause ? cause : new IllegalStateException(fault);
                });
                broken.run();
                pipe.queue().put(new Slot<>(broken, 0));
            }
            pipe.queue().put(new Slot<>(null, 0));
        } catch (InterruptedException stopped) {
            // the reader has gone: there is nobody left to tell
            Thread.currentThread().interrupt();
        }
    }

    /** Reading is meant never to throw; when it does, that is our fault and costs this record alone. */
    private static <T> Entry read(Records<T> records, T record) {
        try {
            return records.read().apply(record);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
            return new Entry.Unreadable("", 0, Judge.failure("read", fault));
        }
    }
}
