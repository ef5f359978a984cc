package dev.loupe.gemma.error;

import dev.loupe.gemma.model.ChatCompletion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time limit was exceeded. Not retried: the server may still process and bill the request. */
public final class TimeoutException extends GemmaException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;
    private final transient @Nullable ChatCompletion partial;

    public TimeoutException(String message, Duration limit, @Nullable ChatCompletion partial) {
        super(message, null);
        this.limit = limit;
        this.partial = partial;
    }

    /** The exceeded limit. */
    public Duration limit() {
        return limit;
    }

    /** The completion of the received chunks of a stream. */
    public Optional<ChatCompletion> partial() {
        return Optional.ofNullable(partial);
    }
}
