package dev.loupe.live;

import dev.loupe.engine.result.NotSentReason;
import dev.loupe.exchange.Exchange;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/** Sends many requests at once, within a budget, and passes the results on in the order of the plan. */
@API(status = API.Status.EXPERIMENTAL)
public final class ParallelSender {
    /** Results that wait for the caller, per concurrent request: requests are not sent far ahead of a result that ends the run. */
    private static final int AHEAD = 4;

    private static final Duration MOST_ISOLATION = Duration.ofSeconds(30);

    private final RequestSender sender;
    private final Budget budget;
    private final int concurrency;
    private final Pricing pricing;
    private final Semaphore permits;
    private volatile boolean stopped;

    /** How long the requests that are sent alone may take, of all together. */
    private final AtomicLong isolationLeft = new AtomicLong(MOST_ISOLATION.toNanos());

    /**
     * A sender.
     *
     * @param pricing what the requests cost
     */
    public ParallelSender(RequestSender sender, Budget budget, int concurrency, Pricing pricing) {
        this.sender = sender;
        this.budget = budget;
        this.concurrency = concurrency;
        this.pricing = pricing;
        this.permits = new Semaphore(concurrency, true); // fair, so that a request that is sent alone gets its turn
    }

    /** What happened to a planned request. */
    public sealed interface SendResult {
        /** It was sent; the exchange has the response or the failure. */
        record Sent(Exchange exchange) implements SendResult {}

        /** It was not sent. */
        record NotSent(PlannedRequest request, NotSentReason reason) implements SendResult {}
    }

    TargetEndpoint target() {
        return sender.target();
    }

    /** Whether no proxy is between, so that a connection fails at the server. */
    boolean isDirect() {
        return sender.isDirect();
    }

    void redirectTo(TargetEndpoint other) {
        sender.redirectTo(other);
    }

    /** Sends no more requests; those that are under way are still awaited. */
    public void stop() {
        stopped = true;
    }

    public Budget budget() {
        return budget;
    }

    /**
     * Sends all of these except those that have a response from an earlier run. {@code each} is called by the calling thread
     * alone, in the order of the plan, while later requests are under way.
     */
    public void send(List<PlannedRequest> plan, Map<Exchange.Id, Exchange> earlier, Consumer<SendResult> each)
            throws InterruptedException {
        BlockingQueue<Future<SendResult>> results = new LinkedBlockingQueue<>(AHEAD * concurrency);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> feed(plan, earlier, threads, results));
            try {
                for (int i = 0; i < plan.size(); i++) {
                    each.accept(results.take().get());
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException("internal error while sending", failed.getCause());
            } catch (InterruptedException | RuntimeException ended) {
                stopped = true;
                threads.shutdownNow();
                throw ended;
            }
        }
    }

    /** What is done while no request of the plan is under way. */
    interface Alone<T> {
        T run() throws InterruptedException;
    }

    /** Runs while no request of the plan is under way. */
    <T> T alone(Alone<T> action) throws InterruptedException {
        permits.acquire(concurrency);
        try {
            return action.run();
        } finally {
            permits.release(concurrency);
        }
    }

    /** Whether more than one request may be under way. */
    boolean isParallel() {
        return concurrency > 1;
    }

    /** Whether others may be under way while this one is. */
    boolean isParallel(PlannedRequest request) {
        return isParallel() && !isSentAlone(request);
    }

    /** Sends one more, within the budget, while others are under way. */
    SendResult sendNow(PlannedRequest request) throws InterruptedException {
        double reserved = pricing.highest(request.body());
        Optional<NotSentReason> forbidden = forbidden(reserved);
        return forbidden.isPresent()
                ? new SendResult.NotSent(request, forbidden.get())
                : new SendResult.Sent(sent(request, reserved));
    }

    /** Sends one more, within the budget, as one of the concurrent requests. */
    SendResult sendInTurn(PlannedRequest request) throws InterruptedException {
        permits.acquire();
        try {
            return sendNow(request);
        } finally {
            permits.release();
        }
    }

    /** Whether the server responds to this request now, with any status; empty when the budget forbids it. */
    Optional<Boolean> responds(PlannedRequest request) throws InterruptedException {
        double reserved = pricing.highest(request.body());
        if (forbidden(reserved).isPresent()) {
            return Optional.empty();
        }
        Exchange exchange = settled(reserved, sender.sendOnce(request, budget::left));
        return Optional.of(exchange.reply().headOrNull() != null);
    }

    private Optional<NotSentReason> forbidden(double highestCost) {
        return stopped
                ? Optional.of(new NotSentReason.Stopped())
                : pricing.forbids().or(() -> budget.reserve(highestCost));
    }

    /** Takes requests in the order of the plan, so that a budget ends at the same request every time. */
    private void feed(
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> earlier,
            ExecutorService threads,
            BlockingQueue<Future<SendResult>> results) {
        for (PlannedRequest request : plan) {
            try {
                Exchange before = earlier.get(request.id());
                if (before != null) {
                    results.put(CompletableFuture.completedFuture(new SendResult.Sent(before)));
                    continue;
                }
                if (isSentAlone(request)) {
                    results.put(CompletableFuture.completedFuture(sendAlone(request)));
                    continue;
                }
                permits.acquire();
                double reserved = pricing.highest(request.body());
                Optional<NotSentReason> forbidden = forbidden(reserved);
                if (forbidden.isPresent()) {
                    permits.release();
                    results.put(CompletableFuture.completedFuture(new SendResult.NotSent(request, forbidden.get())));
                } else {
                    results.put(threads.submit(() -> one(request, reserved)));
                }
            } catch (InterruptedException | RuntimeException ended) {
                results.offer(CompletableFuture.failedFuture(ended)); // the caller may have stopped reading
                return;
            }
        }
    }

    /** A value of another type is the likeliest to end a server, which is a process where no gateway is before it. */
    private boolean isSentAlone(PlannedRequest request) {
        return pricing.isUnknown()
                || (isolationLeft.get() > 0
                        && "http".equals(sender.target().base().getScheme())
                        && request.sendsOtherType());
    }

    private SendResult sendAlone(PlannedRequest request) throws InterruptedException {
        long start = System.nanoTime();
        SendResult result = alone(() -> sendNow(request));
        isolationLeft.addAndGet(start - System.nanoTime());
        return result;
    }

    private SendResult one(PlannedRequest request, double reserved) throws InterruptedException {
        try {
            return new SendResult.Sent(sent(request, reserved));
        } finally {
            permits.release();
        }
    }

    private Exchange sent(PlannedRequest request, double reserved) throws InterruptedException {
        return settled(reserved, sender.send(request, budget::left));
    }

    private Exchange settled(double reserved, Exchange exchange) {
        budget.settle(reserved, pricing.actual(exchange), CostEstimate.outputTokens(exchange));
        return exchange;
    }
}
