package dev.loupe.client.transport;

import java.util.concurrent.CompletableFuture;

/** Sends bytes over HTTP. Implementations are thread-safe. */
public interface Transport {

    /**
     * Sends a request. Must not follow redirects, because the request has a key, and must not retry.
     *
     * @return completes when the header of the response is received, fails with an {@link java.io.IOException} when there is none;
     *     cancelling it closes the connection
     */
    CompletableFuture<TransportResponse> send(TransportRequest call);

    /**
     * Called before a thread waits for a response.
     *
     * @throws IllegalStateException when this thread must not wait, because the transport needs it to receive the response
     */
    default void checkMayBlock() {}
}
