package dev.loupe.client.error;

import org.jspecify.annotations.Nullable;

/** The failure of a call: there is no complete response. */
public abstract sealed class ChatException extends RuntimeException
        permits ApiException, StreamException, TimeoutException, ConnectionException, InvalidRequestException {
    private static final long serialVersionUID = 1L;

    ChatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
