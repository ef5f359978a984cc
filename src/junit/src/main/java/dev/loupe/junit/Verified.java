package dev.loupe.junit;

import java.net.http.HttpClient;

/** Clients that verify their exchanges, for code under test that takes a client. */
public final class Verified {
    private Verified() {}

    /**
     * A JDK client that verifies every exchange and otherwise behaves like the given one. A violation is an {@link
     * AssertionError} at the end of the response: {@code send} throws it, a {@code CompletableFuture} fails with it, and
     * a body that is read as a stream fails with an {@code IOException} whose cause it is. Closing it closes the given client.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static HttpClient client(String contract, HttpClient client) {
        return client(Verification.of(contract), client);
    }

    /** The same with a configured verification; {@link Verification#assertConformant()} fails with its violations. */
    public static HttpClient client(Verification verification, HttpClient client) {
        return new VerifyingClient(verification, client);
    }
}
