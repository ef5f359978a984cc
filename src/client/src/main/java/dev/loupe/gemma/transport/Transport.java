package dev.loupe.gemma.transport;

import java.util.concurrent.CompletableFuture;

/** Sends bytes over HTTP. Implementations are thread-safe. */
public interface Transport {

    /**
     * Sends the call. Redirects are not followed and nothing is retried: both are the caller's decision, for the request carries a key.
     *
     * @return done when the head of the answer is there, failed with an {@link java.io.IOException} when none comes; cancelling it
     *     closes the connection
     */
    CompletableFuture<TransportResponse> send(TransportRequest call);
}
