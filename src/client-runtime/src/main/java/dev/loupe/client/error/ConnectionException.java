package dev.loupe.client.error;

import org.jspecify.annotations.Nullable;

/** No response: the connection was refused or lost, or the response was not HTTP. */
public final class ConnectionException extends ChatException {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
