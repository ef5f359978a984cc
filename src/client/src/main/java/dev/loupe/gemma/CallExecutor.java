package dev.loupe.gemma;

import dev.loupe.gemma.error.ConnectionException;
import dev.loupe.gemma.error.GemmaException;
import dev.loupe.gemma.error.LogExcerpt;
import dev.loupe.gemma.error.TimeoutException;
import dev.loupe.gemma.transport.Transport;
import dev.loupe.gemma.transport.TransportRequest;
import dev.loupe.gemma.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes one call: tries, waits, tries again, gives up in time; cancelling what it returns closes the connection. */
final class CallExecutor {
    private final Transport transport;
    private final RetryPolicy retries;
    private final Sleeper sleeper;

    CallExecutor(Transport transport, RetryPolicy retries, Sleeper sleeper) {
        this.transport = transport;
        this.retries = retries;
        this.sleeper = sleeper;
    }

    /** Reads an answer whose head is there. */
    interface Reading<T> {
        /** Begins to read, and tells the cancellation how to stop that. */
        CompletableFuture<T> read(TransportResponse reply, Cancellation cancellation);
    }

    <T> CompletableFuture<T> make(Supplier<TransportRequest> call, CallOptions options, Reading<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        attempt(0, call, options, reading, result);
        return result;
    }

    private <T> void attempt(
            int retried,
            Supplier<TransportRequest> call,
            CallOptions options,
            Reading<T> reading,
            CompletableFuture<T> result) {
        Cancellation attempt = new Cancellation();
        Futures.atEnd(result, (ignored, failed) -> {
            if (result.isCancelled()) {
                attempt.cancel();
            }
        });
        Futures.atEnd(once(call.get(), options.timeout(), reading, attempt), (answer, failed) -> {
            if (failed == null) {
                if (!result.complete(answer)) {
                    attempt.cancel(); // nobody waits for it any more
                }
                return;
            }
            attempt.cancel();
            Throwable cause = understood(failed, options.timeout());
            Optional<Duration> wait = cause instanceof GemmaException known && !result.isDone()
                    ? retries.waitBefore(retried, known, options)
                    : Optional.empty();
            if (wait.isEmpty()) {
                result.completeExceptionally(cause);
            } else {
                again(
                        sleeper.sleep(wait.get()),
                        cause,
                        result,
                        () -> attempt(retried + 1, call, options, reading, result));
            }
        });
    }

    private static void again(
            CompletableFuture<Void> sleep, Throwable cause, CompletableFuture<?> result, Runnable next) {
        Futures.atEnd(result, (ignored, failed) -> {
            if (result.isCancelled()) {
                sleep.cancel(true);
            }
        });
        Futures.atEnd(sleep, (ignored, woken) -> {
            if (woken != null) {
                result.completeExceptionally(cause);
                return;
            }
            try {
                next.run();
            } catch (RuntimeException fault) {
                result.completeExceptionally(fault);
            }
        });
    }

    private <T> CompletableFuture<T> once(
            TransportRequest call, Duration timeout, Reading<T> reading, Cancellation attempt) {
        CompletableFuture<TransportResponse> sent = transport.send(call);
        attempt.does(() -> sent.cancel(true));
        return sent.thenCompose(reply -> reading.read(reply, attempt))
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Throwable understood(Throwable failed, Duration timeout) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof java.util.concurrent.TimeoutException) {
            return new TimeoutException("No answer within " + timeout.toMillis() + " ms (timeout)", timeout, null);
        }
        return cause instanceof IOException io ? connectionFailure(io) : cause;
    }

    private static ConnectionException connectionFailure(IOException cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ConnectionException("No answer came: " + LogExcerpt.of(detail), cause);
    }

    /** Waits for a call as if it were made on this thread: an interrupt closes the connection, a failure carries this thread's stack. */
    static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get();
        } catch (InterruptedException interrupted) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new ConnectionException("The thread was interrupted while it waited for the answer", interrupted);
        } catch (ExecutionException failed) {
            throw onThisThread(failed.getCause() == null ? failed : failed.getCause());
        } catch (CancellationException cancelled) {
            throw new ConnectionException("The call was cancelled", cancelled);
        }
    }

    private static RuntimeException onThisThread(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            if (cause instanceof GemmaException) {
                // made on a thread of the HTTP client: where the caller stands tells more, and the cause keeps the rest
                unchecked.setStackTrace(new Throwable().getStackTrace());
            }
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a failure that nobody foresaw", cause);
    }
}
