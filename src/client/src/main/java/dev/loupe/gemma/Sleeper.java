package dev.loupe.gemma;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits before a retry; an own one lets a test wait no time. */
@FunctionalInterface
public interface Sleeper {

    /** Done when the time is over; cancelled when the caller gives up. */
    CompletableFuture<Void> sleep(Duration time);
}
