package dev.loupe.junit;

import java.net.http.HttpClient;

/** Clients whose traffic is verified, for code under test that takes a client. */
public final class Verified {
    private Verified() {}

    /**
     * A JDK client that verifies every exchange and otherwise behaves as the given one. A broken contract is an {@link
     * AssertionError} in place of the end of the answer: {@code send} throws it, a {@code CompletableFuture} fails with it, and
     * a body that is read as a stream fails with an {@code IOException} whose cause it is. Closing it closes the given one.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static HttpClient client(String contract, HttpClient client) {
        return client(Verification.of(contract), client);
    }

    /** The same with all that a verification can be set to; its {@link Verification#assertHeld()} tells what was broken. */
    public static HttpClient client(Verification verification, HttpClient client) {
        return new VerifyingClient(verification, client);
    }
}
