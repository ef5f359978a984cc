package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import java.time.Duration;

/**
 * Observes the calls of a client: {@code builder().listener(listener)}. It is called on the thread that sends or receives, so it must not
 * wait. An exception that it throws is logged and never reaches the call.
 */
@FunctionalInterface
public interface CallListener {
    /**
     * A call begins; nothing has been sent.
     *
     * @return receives the events of this call
     */
    Events started(CallStart call);

    /** The events of one call. It ends with either {@link #finished} or {@link #failed}, once. */
    interface Events {
        /** No events. */
        Events NONE = new Events() {};

        /** An attempt received the header of a response, or the first bytes of a stream. */
        default void firstByte(int status) {}

        /** The caller receives a chunk of a stream. */
        default void chunk(ApiObject chunk) {}

        /**
         * An attempt failed and is repeated.
         *
         * @param retry 1 for the first retry
         * @param wait the time before it
         */
        default void retry(int retry, Duration wait, Throwable cause) {}

        /** The response is complete; for a stream, what its chunks add up to. {@link ResponseSummary} has its counts. */
        default void finished(ApiObject response) {}

        /**
         * There is no complete response.
         *
         * @param failure an exception of {@code dev.loupe.client.error}, or a {@link java.util.concurrent.CancellationException} when the
         *     caller cancelled the call or closed the stream before its end
         */
        default void failed(Throwable failure) {}
    }
}
