package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The exchanges of a thread that sends requests, for the thread that reads them. */
final class ExchangeQueue implements Iterator<Exchange> {
    private sealed interface Event {
        record Arrived(Exchange exchange) implements Event {}

        record End(@Nullable Throwable failure) implements Event {}
    }

    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private @Nullable Event ahead;

    void add(Exchange exchange) {
        queue.add(new Event.Arrived(exchange));
    }

    /** There are no more; the failure is an internal error, or null. */
    void end(@Nullable Throwable failure) {
        queue.add(new Event.End(failure));
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            try {
                ahead = queue.take();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                ahead = new Event.End(null);
            }
        }
        if (ahead instanceof Event.End(Throwable failure) && failure != null) {
            throw new IllegalStateException("internal error while sending", failure);
        }
        return ahead instanceof Event.Arrived;
    }

    @Override
    public Exchange next() {
        if (!hasNext() || !(ahead instanceof Event.Arrived(Exchange exchange))) {
            throw new NoSuchElementException("no more exchanges");
        }
        ahead = null;
        return exchange;
    }
}
