package dev.loupe.gemma.error;

import dev.loupe.gemma.model.ChatCompletion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream that had begun did not end as a whole answer: it was cut, a frame was not readable, or the server reported an error in it.
 * Never retried, for the caller has seen a part of it.
 */
public final class StreamException extends GemmaException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorBody error;
    private final transient @Nullable ChatCompletion partial;

    public StreamException(
            String message, ErrorBody error, @Nullable ChatCompletion partial, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
        this.partial = partial;
    }

    /** What had come until then, accumulated; empty when nothing had. */
    public Optional<ChatCompletion> partial() {
        return Optional.ofNullable(partial);
    }

    /** What the provider said in the stream, alone, where it said something. */
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
