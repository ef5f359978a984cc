package dev.loupe.client.error;

import dev.loupe.client.model.ApiObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream is incomplete: it ended early, a frame is invalid, or the server reported an error in it. Never retried, because the caller
 * has received a part of it.
 */
public final class StreamException extends ChatException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorBody error;
    private final transient @Nullable ApiObject partial;

    public StreamException(String message, ErrorBody error, @Nullable ApiObject partial, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
        this.partial = partial;
    }

    /**
     * The completion of the received chunks; empty without chunks.
     *
     * @param type the response type of the client
     * @return empty without chunks
     */
    public <R extends ApiObject> Optional<R> partial(Class<R> type) {
        return Optional.ofNullable(partial).map(type::cast);
    }

    /** The error message of the provider in the stream. */
    public Optional<String> message() {
        return Optional.ofNullable(error.message());
    }

    public Optional<String> code() {
        return Optional.ofNullable(error.code());
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(error.requestId());
    }
}
