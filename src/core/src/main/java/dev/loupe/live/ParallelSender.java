package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Sends many requests at once, within a budget, and hands the results on in the order of the plan. */
public final class ParallelSender {
    /** Answers that wait for whoever looks at them, for each place: nobody sends far ahead of a verdict that ends a run. */
    private static final int AHEAD = 4;

    private final RequestSender sender;
    private final Budget budget;
    private final int concurrency;
    private final ToDoubleFunction<Exchange> cost;
    private volatile boolean stopped;

    /**
     * A dispatch.
     *
     * @param cost what an exchange cost in US dollars, as far as its answer tells
     */
    public ParallelSender(RequestSender sender, Budget budget, int concurrency, ToDoubleFunction<Exchange> cost) {
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
        record NotSent(PlannedRequest shipment, String why) implements Dispatched {}
    }

    /** Sends no more; what is under way is still waited for. */
    public void stop() {
        stopped = true;
    }

    public Budget budget() {
        return budget;
    }

    /**
     * Sends all of these but for those that were answered before; {@code each} is called by the calling thread alone, in
     * the order of the plan, while later ones are under way.
     */
    public void send(List<PlannedRequest> plan, Map<Exchange.Id, Exchange> answered, Consumer<Dispatched> each)
            throws InterruptedException {
        BlockingQueue<Future<Dispatched>> results = new LinkedBlockingQueue<>(AHEAD * concurrency);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> feed(plan, answered, threads, results));
            try {
                for (int i = 0; i < plan.size(); i++) {
                    each.accept(results.take().get());
                }
            } catch (ExecutionException fault) {
                throw new IllegalStateException("a fault of ours while sending", fault.getCause());
            } catch (InterruptedException | RuntimeException ended) {
                stopped = true;
                threads.shutdownNow();
                throw ended;
            }
        }
    }

    /** Sends one more, within the budget, while others are under way. */
    Dispatched sendNow(PlannedRequest shipment) throws InterruptedException {
        Optional<String> forbidden = stopped ? Optional.of("the run was stopped") : budget.take(shipment.worstCost());
        return forbidden.isPresent()
                ? new Dispatched.NotSent(shipment, forbidden.get())
                : one(shipment, new Semaphore(0));
    }

    /** Takes from the plan in its order, so that a budget ends at the same request every time. */
    private void feed(
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> answered,
            ExecutorService threads,
            BlockingQueue<Future<Dispatched>> results) {
        Semaphore places = new Semaphore(concurrency);
        for (PlannedRequest shipment : plan) {
            try {
                Exchange before = answered.get(shipment.id());
                if (before != null) {
                    results.put(CompletableFuture.completedFuture(new Dispatched.Sent(before)));
                    continue;
                }
                places.acquire();
                Optional<String> forbidden =
                        stopped ? Optional.of("the run was stopped") : budget.take(shipment.worstCost());
                if (forbidden.isPresent()) {
                    places.release();
                    results.put(CompletableFuture.completedFuture(new Dispatched.NotSent(shipment, forbidden.get())));
                } else {
                    results.put(threads.submit(() -> one(shipment, places)));
                }
            } catch (InterruptedException | RuntimeException ended) {
                results.offer(CompletableFuture.failedFuture(ended)); // whoever took them may be gone
                return;
            }
        }
    }

    private Dispatched one(PlannedRequest shipment, Semaphore places) throws InterruptedException {
        try {
            Exchange exchange = sender.send(shipment);
            budget.settle(shipment.worstCost(), Math.min(cost.applyAsDouble(exchange), shipment.worstCost()));
            return new Dispatched.Sent(exchange);
        } finally {
            places.release();
        }
    }
}
