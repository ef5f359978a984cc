package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Sends many requests at once, within a budget, and hands the results on in the order of the plan. */
public final class Dispatch {
    private final Sender sender;
    private final Budget budget;
    private final int concurrency;
    private final ToDoubleFunction<Exchange> cost;
    private volatile boolean stopped;

    /**
     * A dispatch.
     *
     * @param cost what an exchange cost in US dollars, as far as its answer tells
     */
    public Dispatch(Sender sender, Budget budget, int concurrency, ToDoubleFunction<Exchange> cost) {
        this.sender = sender;
        this.budget = budget;
        this.concurrency = concurrency;
        this.cost = cost;
    }

    /** What became of a request. */
    public sealed interface Dispatched {
        /** It was sent; whether anything came back is the exchange's to tell. */
        record Sent(Exchange exchange) implements Dispatched {}

        /** It was not sent. */
        record NotSent(Shipment shipment, String why) implements Dispatched {}
    }

    /** Sends no more; what is under way is still waited for. */
    public void stop() {
        stopped = true;
    }

    /** Sends all of these; {@code each} is called by the calling thread alone, in the order of the plan. */
    public void send(List<Shipment> plan, Consumer<Dispatched> each) throws InterruptedException {
        Semaphore places = new Semaphore(concurrency, true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Dispatched>> results = new ArrayList<>(plan.size());
            for (Shipment shipment : plan) {
                results.add(threads.submit(() -> one(shipment, places)));
            }
            try {
                for (Future<Dispatched> result : results) {
                    each.accept(result.get());
                }
            } catch (ExecutionException fault) {
                throw new IllegalStateException("a fault of ours while sending", fault.getCause());
            } finally {
                stopped |= Thread.currentThread().isInterrupted();
                results.forEach(result -> result.cancel(stopped));
            }
        }
    }

    private Dispatched one(Shipment shipment, Semaphore places) throws InterruptedException {
        places.acquire();
        try {
            if (stopped) {
                return new Dispatched.NotSent(shipment, "the run was stopped");
            }
            var forbidden = budget.take(shipment.worstCost());
            if (forbidden.isPresent()) {
                return new Dispatched.NotSent(shipment, forbidden.get());
            }
            Exchange exchange = sender.send(shipment);
            budget.settle(shipment.worstCost(), Math.min(cost.applyAsDouble(exchange), shipment.worstCost()));
            return new Dispatched.Sent(exchange);
        } finally {
            places.release();
        }
    }
}
