package dev.loupe.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits before a retry. Tests can replace it to avoid waiting. */
@FunctionalInterface
public interface Sleeper {

    /** Completes after this time; is cancelled when the caller cancels the call. */
    CompletableFuture<Void> sleep(Duration time);
}
