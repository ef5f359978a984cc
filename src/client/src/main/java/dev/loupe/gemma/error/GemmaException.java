package dev.loupe.gemma.error;

import org.jspecify.annotations.Nullable;

/** The failure of a call: there is no complete response. */
public abstract sealed class GemmaException extends RuntimeException
        permits ApiException, StreamException, TimeoutException, ConnectionException, InvalidRequestException {
    private static final long serialVersionUID = 1L;

    GemmaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
