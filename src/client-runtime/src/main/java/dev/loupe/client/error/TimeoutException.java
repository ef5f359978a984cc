package dev.loupe.client.error;

import dev.loupe.client.model.ApiObject;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time limit was exceeded. Not retried: the server may still process and bill the request. */
public final class TimeoutException extends ChatException {
    private static final long serialVersionUID = 1L;

    private final Duration limit;
    private final transient @Nullable ApiObject partial;

    public TimeoutException(String message, Duration limit, @Nullable ApiObject partial) {
        super(message, null);
        this.limit = limit;
        this.partial = partial;
    }

    /** The exceeded limit. */
    public Duration limit() {
        return limit;
    }

    /**
     * The completion of the received chunks of a stream.
     *
     * @param type the response type of the client
     * @return empty without chunks
     */
    public <R extends ApiObject> Optional<R> partial(Class<R> type) {
        return Optional.ofNullable(partial).map(type::cast);
    }
}
