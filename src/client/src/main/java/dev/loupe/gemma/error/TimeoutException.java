package dev.loupe.gemma.error;

import dev.loupe.gemma.model.ChatCompletion;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nothing came for longer than the caller allows. Not retried: the server may still be at work on the request, and bill it. */
public final class TimeoutException extends GemmaException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;
    private final transient @Nullable ChatCompletion partial;

    public TimeoutException(String message, Duration limit, @Nullable ChatCompletion partial) {
        super(message, null);
        this.limit = limit;
        this.partial = partial;
    }

    /** The limit that was passed. */
    public Duration limit() {
        return limit;
    }

    /** What had come of a stream until then. */
    public Optional<ChatCompletion> partial() {
        return Optional.ofNullable(partial);
    }
}
