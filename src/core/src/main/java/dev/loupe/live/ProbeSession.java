package dev.loupe.live;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.probe.OutputLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Sends a plan and returns the exchanges in its order as they arrive. The first request is the precheck. When it fails, or
 * when the endpoint is lost later, the session stops and gives the reason; the exchanges before remain.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class ProbeSession implements Iterator<Exchange>, AutoCloseable {
    private final ParallelSender sender;
    private final List<PlannedRequest> plan;
    private final OutputBound bound;
    private final Map<Exchange.Id, PlannedRequest> planned = new HashMap<>();
    private final Map<Exchange.Id, Exchange> earlier;
    private final UnaryOperator<Exchange> onArrival;
    private final boolean hasPrecheck;
    private final Repeats repeats;
    private final ExchangeQueue queue = new ExchangeQueue();
    private final Thread thread;
    private final Map<NotSentReason, Integer> notSent = new LinkedHashMap<>();
    private Optional<IncompleteReason> ended = Optional.empty();
    private Optional<Relocation> relocation = Optional.empty();
    /** The first request that has a response; a plain one where there is a precheck. */
    private @Nullable PlannedRequest answered;

    private final EndpointWatch watch;
    private final ServerSurvival survival;
    private final PlainControl control;
    private final ParallelFailures parallel;

    /**
     * Starts to send a plan whose first request is the precheck.
     *
     * @param earlier exchanges of an earlier run whose requests are not sent again
     * @param onArrival redacts and records an exchange before anything else reads it
     */
    public ProbeSession(
            ParallelSender sender,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> earlier,
            UnaryOperator<Exchange> onArrival) {
        this(sender, plan, earlier, onArrival, Repeats.NONE, true);
    }

    /** The same with repeats. */
    public ProbeSession(
            ParallelSender sender,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> earlier,
            UnaryOperator<Exchange> onArrival,
            Repeats repeats) {
        this(sender, plan, earlier, onArrival, repeats, true);
    }

    /** Sends requests of any kind, such as recorded ones. */
    public static ProbeSession withoutPrecheck(
            ParallelSender sender, List<PlannedRequest> plan, UnaryOperator<Exchange> onArrival) {
        return new ProbeSession(sender, plan, Map.of(), onArrival, Repeats.NONE, false);
    }

    private ProbeSession(
            ParallelSender sender,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> earlier,
            UnaryOperator<Exchange> onArrival,
            Repeats repeats,
            boolean hasPrecheck) {
        this.hasPrecheck = hasPrecheck;
        this.repeats = repeats;
        this.sender = sender;
        this.plan = List.copyOf(plan);
        this.watch = new EndpointWatch(plan.size());
        this.bound = new OutputBound(this.plan);
        Supplier<PlannedRequest> plain = () -> bound.bounded(answered == null ? this.plan.getFirst() : answered);
        this.survival = new ServerSurvival(sender, plain);
        this.control = new PlainControl(sender, plain);
        this.parallel = new ParallelFailures(sender);
        plan.forEach(request -> planned.put(request.id(), request));
        this.earlier = Map.copyOf(earlier);
        this.onArrival = onArrival;
        this.thread = Thread.ofVirtual().name("loupe-probe-session").start(this::run);
    }

    private void run() {
        Throwable failure = null;
        try {
            int first = hasPrecheck ? Math.min(1, plan.size()) : 0;
            int proofs = Math.max(first, bound.proofs());
            sender.send(plan.subList(0, first), earlier, this::precheck);
            if (ended.isEmpty()) {
                sender.send(plan.subList(first, proofs), earlier, this::accept);
            }
            if (ended.isEmpty()) {
                sender.send(
                        PlannedRequests.otherTypesLast(bounded(plan.subList(proofs, plan.size()))),
                        earlier,
                        this::accept);
            }
            survival.kept().forEach(this::received);
            parallel.serverError().map(onArrival).ifPresent(queue::add);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error internal) {
            failure = internal;
        }
        queue.end(failure);
    }

    /** With the limit that works; without one the output of all of them is limited. */
    private List<PlannedRequest> bounded(List<PlannedRequest> rest) {
        if (bound.working().isEmpty() && hasPrecheck) {
            sender.budget().limitOutput((long) plan.size() * OutputLimit.TOKENS);
        }
        List<PlannedRequest> bounded = bound.bounded(rest);
        bounded.forEach(request -> planned.put(request.id(), request));
        return bounded;
    }

    private void precheck(ParallelSender.SendResult result) {
        if (result instanceof ParallelSender.SendResult.Sent(Exchange exchange)) {
            Exchange arrived = arrived(exchange);
            VersionFallback.Found found = new VersionFallback(sender).find(plan.getFirst(), arrived);
            relocation = found.relocation();
            ended = found.failure().map(failed -> failed);
            if (ended.isEmpty()) {
                Exchange usable = relocation.isEmpty() ? arrived : onArrival.apply(found.exchange());
                watch.received(usable);
                queue.add(usable);
            } else if (arrived.transport().isUnreadable()
                    || found.failure().orElseThrow().problem() == IncompleteReason.Problem.MALFORMED_COMPLETION) {
                // a server that responds with a malformed message or completion is judged for it
                queue.add(arrived);
            }
        } else {
            accept(result);
        }
    }

    private Exchange arrived(Exchange exchange) {
        return earlier.containsKey(exchange.id()) ? exchange : onArrival.apply(exchange);
    }

    private void accept(ParallelSender.SendResult result) {
        switch (result) {
            case ParallelSender.SendResult.NotSent(PlannedRequest request, NotSentReason reason) ->
                notSent.merge(reason, 1, Integer::sum);
            case ParallelSender.SendResult.Sent(Exchange exchange) -> {
                bound.received(exchange);
                Exchange examined = control(examined(exchange));
                if (survival.isLost()) {
                    survival.keep(examined);
                } else {
                    received(examined);
                }
            }
        }
    }

    private void received(Exchange exchange) {
        Exchange arrived = arrived(exchange);
        watch.received(arrived)
                .filter(reason -> ended.isEmpty() && !control.respondsAfter(arrived))
                .ifPresent(this::end);
        queue.add(arrived);
        repeat(arrived);
    }

    /** A request that got no response may have ended the server. */
    private Exchange examined(Exchange exchange) {
        PlannedRequest request = planned.get(exchange.id());
        if (request == null || earlier.containsKey(exchange.id()) || survival.isLost()) {
            return exchange;
        }
        if (!hasPrecheck && answered == null && exchange.reply().headOrNull() != null) {
            answered = request;
        }
        if (!ServerSurvival.isSilent(exchange)) {
            return hasPrecheck ? parallel.examined(request, exchange) : exchange;
        }
        if (ended.isPresent() || (answered == null && !hasPrecheck)) {
            // a server that never responded is no endpoint, so that no request is the reason
            return exchange.withTransport(TransportInfo.NONE);
        }
        Exchange examined = survival.examined(request, exchange);
        if (survival.isLost()) {
            end(watch.ended(exchange));
        }
        return examined;
    }

    /** The plain request is judged before the probe, so that the value of the probe is not the reason. */
    private Exchange control(Exchange exchange) {
        Optional<Exchange> failed = hasPrecheck && ended.isEmpty() ? control.failedAfter(exchange) : Optional.empty();
        if (failed.isEmpty()) {
            return exchange;
        }
        if (!ServerSurvival.isGone(failed.get())) {
            queue.add(onArrival.apply(failed.get()));
            end(watch.fails(exchange, failed.get()));
            return exchange;
        }
        PlannedRequest request = planned.get(exchange.id());
        Exchange examined = request == null || earlier.containsKey(exchange.id())
                ? exchange
                : survival.examinedError(request, exchange);
        if (survival.isLost()) {
            end(watch.ended(failed.get()));
        }
        return examined;
    }

    /** A request that the plan itself repeats is not repeated once more. */
    private void repeat(Exchange exchange) {
        PlannedRequest request = planned.get(exchange.id());
        if (request == null
                || planned.containsKey(exchange.id().first().numbered(2))
                || ended.isPresent()
                || exchange.reply() instanceof Reply.Unanswered
                || !repeats.wanted().test(exchange)) {
            return;
        }
        for (int time = 2; time <= repeats.times(); time++) {
            try {
                PlannedRequest again = request.withId(exchange.id().numbered(time));
                if (sender.sendInTurn(again) instanceof ParallelSender.SendResult.Sent(Exchange repeated)) {
                    Exchange arrived = onArrival.apply(parallel.examined(again, repeated));
                    queue.add(arrived);
                    repeats.onRepeat().accept(arrived);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void end(IncompleteReason reason) {
        ended = Optional.of(reason);
        sender.stop();
    }

    /** Sends no more requests; those that are under way are still awaited. */
    public void stop() {
        sender.stop();
    }

    @Override
    public boolean hasNext() {
        return queue.hasNext();
    }

    @Override
    public Exchange next() {
        return queue.next();
    }

    /** Where the requests go instead; empty when they go to the path of the contract. */
    public Optional<Relocation> relocation() {
        return relocation;
    }

    /** Why not every request has a response; empty when every one has. Complete when {@link #hasNext()} is false. */
    public List<IncompleteReason> incomplete() {
        List<IncompleteReason> reasons = new ArrayList<>();
        ended.map(survival::withSuspects).ifPresent(reasons::add);
        notSent.forEach((reason, count) -> {
            boolean consequence = ended.isPresent() && reason instanceof NotSentReason.Stopped;
            if (!consequence) {
                reasons.add(new IncompleteReason.NotSent(count, plan.size(), reason));
            }
        });
        return reasons;
    }

    @Override
    public void close() {
        sender.stop();
        thread.interrupt();
    }
}
