package dev.loupe.client;

import dev.loupe.client.CallListener.Events;
import dev.loupe.client.model.ApiObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The listeners of one call. What a listener throws ends its events, not the call. */
final class CallObservation {
    static final CallObservation NONE = new CallObservation();

    private final List<Events> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private CallObservation() {}

    static CallObservation start(List<CallListener> listeners, Supplier<CallStart> start) {
        if (listeners.isEmpty()) {
            return NONE;
        }
        CallObservation observation = new CallObservation();
        CallStart call = start.get();
        for (CallListener listener : listeners) {
            try {
                observation.all.add(listener.started(call));
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
                log(listener, thrown);
            }
        }
        return observation;
    }

    void firstByte(int status) {
        each(events -> events.firstByte(status));
    }

    void chunk(ApiObject chunk) {
        each(events -> events.chunk(chunk));
    }

    void retry(int retry, Duration wait, Throwable cause) {
        each(events -> events.retry(retry, wait, cause));
    }

    /** The response is created only for a listener. */
    void finished(Supplier<? extends @Nullable ApiObject> response) {
        if (all.isEmpty() || !ended.compareAndSet(false, true)) {
            return;
        }
        ApiObject complete = response.get();
        if (complete != null) {
            each(events -> events.finished(complete));
        }
    }

    void failed(Throwable failure) {
        if (!all.isEmpty() && ended.compareAndSet(false, true)) {
            each(events -> events.failed(failure));
        }
    }

    private void each(Consumer<Events> event) {
        for (Events events : List.copyOf(all)) {
            try {
                event.accept(events);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
                all.remove(events);
                log(events, thrown);
            }
        }
    }

    private static void log(Object listener, Throwable thrown) {
        System.getLogger("dev.loupe.client")
                .log(
                        System.Logger.Level.WARNING,
                        "The listener " + listener.getClass().getName()
                                + " threw an exception and is ignored for this call",
                        thrown);
    }
}
