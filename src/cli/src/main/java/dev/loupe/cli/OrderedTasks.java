package dev.loupe.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on things in parallel and hands the results on in their order, few ahead at a time, so that memory is bounded. */
final class OrderedTasks {
    private OrderedTasks() {}

    static <T, R> void each(List<T> things, int workers, Function<T, R> work, Consumer<R> sink) {
        ExecutorService pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("loupe-diff-", 0).factory());
        try {
            Deque<Future<R>> ahead = new ArrayDeque<>();
            for (T thing : things) {
                ahead.add(pool.submit(() -> work.apply(thing)));
                if (ahead.size() > workers) {
                    sink.accept(ahead.remove().get());
                }
            }
            for (Future<R> last : ahead) {
                sink.accept(last.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while comparing", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException(failed);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
