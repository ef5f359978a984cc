package dev.loupe.diff;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a comparison on a thread with a large stack. Schemas that refer to each other are compared in depth, and to decide
 * whether one branch covers another compares again: a document of a thousand connected types needs more than the usual stack.
 */
final class LargeStack {
    /** Reserved, not used: the system provides what is touched. */
    private static final long BYTES = 256L << 20;

    private LargeStack() {}

    static <T> T call(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(null, task, "loupe-diff", BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            T result = task.get();
            // its stack keeps both documents alive until it ends
            thread.join();
            return result;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the comparison", interrupted);
        } catch (ExecutionException failed) {
            throw unchecked(failed.getCause());
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }
}
