package dev.loupe.gemma.error;

import org.jspecify.annotations.Nullable;

/** No answer came: the connection was refused, broken, or the answer was not HTTP. */
public final class ConnectionException extends GemmaException {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
