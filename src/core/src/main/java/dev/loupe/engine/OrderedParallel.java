package dev.loupe.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Works on records in parallel and passes the results on strictly in the order of the records, whatever the scheduling.
 * Looks ahead by a bounded number of records and of bytes, so that memory does not grow with the input.
 */
public final class OrderedParallel {
    /** Bytes of records in flight; a record larger than this is worked on alone. */
    private static final int BYTES_AHEAD = 8 << 20;

    private static final int BATCHES_AHEAD_PER_WORKER = 3;
    private static final int RECORDS_IN_BATCH = 16;
    private static final int BYTES_IN_BATCH = 1 << 18;

    private final int workers;

    /** Uses this number of threads. */
    public OrderedParallel(int workers) {
        this.workers = workers;
    }

    /**
     * Records that one worker works on in sequence: waking a thread for each costs as much as judging it. Records are added
     * until a worker starts, so that a record never waits for later ones.
     */
    private static final class Batch<R> {
        private final List<FutureTask<R>> tasks = new ArrayList<>();
        private final FutureTask<List<FutureTask<R>>> done = new FutureTask<>(this::work);
        private int bytes;
        private boolean started;

        /** False when the batch has started or is full. */
        private synchronized boolean add(FutureTask<R> task, int size) {
            if (started || tasks.size() == RECORDS_IN_BATCH || (bytes > 0 && bytes + size > BYTES_IN_BATCH)) {
                return false;
            }
            tasks.add(task);
            bytes += size;
            return true;
        }

        private List<FutureTask<R>> work() {
            synchronized (this) {
                started = true;
            }
            tasks.forEach(FutureTask::run);
            return tasks;
        }
    }

    /** One entry of the queue; the end when there is no batch. */
    private record Entry<R>(@Nullable Batch<R> batch) {}

    /**
     * Passes {@code work} of each record to {@code sink}, on the calling thread.
     *
     * @param size of a record in bytes; limits how many are in memory
     * @throws RuntimeException the exception of the iterator, after the results before it
     */
    public <T, R> void run(Iterator<T> records, ToIntFunction<T> size, Function<T, R> work, Consumer<R> sink) {
        BlockingQueue<Entry<R>> queue = new ArrayBlockingQueue<>(workers * BATCHES_AHEAD_PER_WORKER);
        Semaphore bytes = new Semaphore(BYTES_AHEAD);
        ExecutorService pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("loupe-worker-", 0).factory());
        Thread feeder = Thread.ofPlatform()
                .daemon()
                .name("loupe-feeder")
                .start(() -> feed(records, size, work, new Pipe<>(queue, bytes, pool)));
        try {
            for (Batch<R> batch = queue.take().batch();
                    batch != null;
                    batch = queue.take().batch()) {
                for (FutureTask<R> task : batch.done.get()) {
                    sink.accept(task.get());
                }
                bytes.release(batch.bytes);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            feeder.interrupt();
            pool.shutdownNow();
        }
    }

    private record Pipe<R>(BlockingQueue<Entry<R>> queue, Semaphore bytes, ExecutorService pool) {
        /** Starts a new batch. */
        private Batch<R> start(FutureTask<R> task, int size) throws InterruptedException {
            Batch<R> batch = new Batch<>();
            batch.add(task, size);
            pool.execute(batch.done);
            queue.put(new Entry<>(batch));
            return batch;
        }
    }

    private static <T, R> void feed(Iterator<T> records, ToIntFunction<T> sizeOf, Function<T, R> work, Pipe<R> pipe) {
        try {
            try {
                Batch<R> batch = null;
                while (records.hasNext()) {
                    T record = records.next();
                    int size = Math.clamp(sizeOf.applyAsInt(record), 1, BYTES_AHEAD);
                    pipe.bytes().acquire(size);
                    FutureTask<R> task = new FutureTask<>(() -> work.apply(record));
                    if (batch == null || !batch.add(task, size)) {
                        batch = pipe.start(task, size);
                    }
                }
            } catch (RuntimeException | Error failure) {
                FutureTask<R> failed = new FutureTask<>(() -> {
                    throw failure instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
                });
                pipe.start(failed, 0);
            }
            pipe.queue().put(new Entry<>(null));
        } catch (InterruptedException stopped) {
            // the caller no longer reads
            Thread.currentThread().interrupt();
        }
    }
}
