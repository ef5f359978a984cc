package dev.loupe.serve.wire;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until a server has started or stopped. */
public final class StartStop {
    private static final long SECONDS = 30;

    private StartStop() {}

    /**
     * The result of a start or stop.
     *
     * @param server its name for messages: {@code the recorder}
     */
    public static <T> T await(Future<T> future, String server) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting or stopping " + server, interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot start or stop " + server + ": " + reason(failed), failed);
        } catch (TimeoutException late) {
            throw new IllegalStateException(server + " did not start or stop in " + SECONDS + " s", late);
        }
    }

    /** The message of the system; without one, the failure itself. */
    private static String reason(ExecutionException failed) {
        Throwable cause = failed.getCause();
        return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
    }
}
