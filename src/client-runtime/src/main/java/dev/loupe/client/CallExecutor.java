package dev.loupe.client;

import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.ConnectionException;
import dev.loupe.client.error.LogExcerpt;
import dev.loupe.client.error.TimeoutException;
import dev.loupe.client.transport.Transport;
import dev.loupe.client.transport.TransportRequest;
import dev.loupe.client.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Executes one call with retries and a time limit. Cancelling the returned future closes the connection. */
final class CallExecutor {
    private final Transport transport;
    private final RetryPolicy retries;
    private final Sleeper sleeper;

    CallExecutor(Transport transport, RetryPolicy retries, Sleeper sleeper) {
        this.transport = transport;
        this.retries = retries;
        this.sleeper = sleeper;
    }

    /** Reads a response whose header has been received. */
    interface Reading<T> {
        /** Starts to read and registers how to cancel that. */
        CompletableFuture<T> read(TransportResponse response, Cancellation cancellation);
    }

    /** Sends and waits; see {@link Transport#checkMayBlock}. */
    <T> T makeAndWait(Supplier<CompletableFuture<T>> call) {
        transport.checkMayBlock();
        return await(call.get());
    }

    /** The observation receives retries and failures; what it receives of a success depends on the response. */
    <T> CompletableFuture<T> make(
            Supplier<TransportRequest> call, CallOptions options, CallObservation observation, Reading<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        // of a caller who gives up
        Futures.atEnd(result, (ignored, failed) -> {
            if (failed != null) {
                observation.failed(failed);
            }
        });
        attempt(0, new Call<>(call, options, observation, reading, result));
        return result;
    }

    private record Call<T>(
            Supplier<TransportRequest> request,
            CallOptions options,
            CallObservation observation,
            Reading<T> reading,
            CompletableFuture<T> result) {
        /** Listeners know of the failure before the caller does. */
        void fail(Throwable cause) {
            observation.failed(cause);
            result.completeExceptionally(cause);
        }
    }

    private <T> void attempt(int retried, Call<T> call) {
        CompletableFuture<T> result = call.result();
        CallOptions options = call.options();
        Cancellation attempt = new Cancellation();
        Futures.atEnd(result, (ignored, failed) -> {
            if (result.isCancelled()) {
                attempt.cancel();
            }
        });
        Futures.atEnd(once(call.request().get(), options.timeout(), call.reading(), attempt), (value, failed) -> {
            if (failed == null) {
                if (!result.complete(value)) {
                    attempt.cancel(); // the caller has given up
                }
                return;
            }
            attempt.cancel();
            Throwable cause = toException(failed, options.timeout());
            Optional<Duration> wait = cause instanceof ChatException known && !result.isDone()
                    ? retries.waitBefore(retried, known, options)
                    : Optional.empty();
            if (wait.isEmpty()) {
                call.fail(cause);
            } else {
                call.observation().retry(retried + 1, wait.get(), cause);
                retryAfter(sleeper.sleep(wait.get()), cause, call, () -> attempt(retried + 1, call));
            }
        });
    }

    private static void retryAfter(CompletableFuture<Void> sleep, Throwable cause, Call<?> call, Runnable next) {
        Futures.atEnd(call.result(), (ignored, failed) -> {
            if (call.result().isCancelled()) {
                sleep.cancel(true);
            }
        });
        Futures.atEnd(sleep, (ignored, woken) -> {
            if (woken != null) {
                call.fail(cause);
                return;
            }
            try {
                next.run();
            } catch (RuntimeException failure) {
                call.fail(failure);
            }
        });
    }

    private <T> CompletableFuture<T> once(
            TransportRequest call, Duration timeout, Reading<T> reading, Cancellation attempt) {
        CompletableFuture<TransportResponse> sent = transport.send(call);
        attempt.onCancel(() -> sent.cancel(true));
        return sent.thenCompose(response -> reading.read(response, attempt))
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Throwable toException(Throwable failed, Duration timeout) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof java.util.concurrent.TimeoutException) {
            return new TimeoutException("No response within " + timeout.toMillis() + " ms (timeout)", timeout, null);
        }
        return cause instanceof IOException io ? connectionFailure(io) : cause;
    }

    private static ConnectionException connectionFailure(IOException cause) {
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new ConnectionException("No response: " + LogExcerpt.of(detail), cause);
    }

    /** Waits for a call. An interrupt closes the connection. Exceptions have the stack trace of this thread. */
    private static <T> T await(CompletableFuture<T> call) {
        try {
            return call.get();
        } catch (InterruptedException interrupted) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new ConnectionException("The thread was interrupted while waiting for the response", interrupted);
        } catch (ExecutionException failed) {
            throw onThisThread(failed.getCause() == null ? failed : failed.getCause());
        } catch (CancellationException cancelled) {
            throw new ConnectionException("The call was cancelled", cancelled);
        }
    }

    private static RuntimeException onThisThread(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            if (cause instanceof ChatException) {
                // created on a thread of the HTTP client; the stack trace of the caller is more useful, and the cause
                // keeps the other
                unchecked.setStackTrace(new Throwable().getStackTrace());
            }
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("unexpected failure", cause);
    }
}
