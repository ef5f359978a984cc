package dev.loupe.gemma.error;

import org.jspecify.annotations.Nullable;

/** Whatever keeps a call from giving a whole answer. */
public abstract sealed class GemmaException extends RuntimeException
        permits ApiException, StreamException, TimeoutException, ConnectionException, InvalidRequestException {
    private static final long serialVersionUID = 1L;

    GemmaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
