package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends a plan, the baseline first, and gives the exchanges in its order as they come. Where the baseline
 * is not taken, or the endpoint is gone in the middle, it stops and says why; what was answered before stays decided.
 */
public final class ProbeSession implements Iterator<Exchange>, AutoCloseable {
    /** So many in a row without a connection, or refused for the key, and nobody is there any more. */
    private static final int GONE_AFTER = 5;

    private static final Set<Kind> NO_CONNECTION = Set.of(Kind.REFUSED, Kind.DNS, Kind.TLS);
    private static final Set<Integer> NOT_ADMITTED = Set.of(401, 402, 403);

    /** So many in a row are told to come back later, each after it did: it will not be better for the rest. */
    private static final int TURNED_AWAY_AFTER = 10;

    private sealed interface Next {
        record Came(Exchange exchange) implements Next {}

        record End(@Nullable Throwable fault) implements Next {}
    }

    private final ParallelSender dispatch;
    private final List<PlannedRequest> plan;
    private final Map<Exchange.Id, PlannedRequest> planned = new HashMap<>();
    private final Map<Exchange.Id, Exchange> answered;
    private final UnaryOperator<Exchange> onArrival;
    private final boolean hasBaseline;
    private final Again again;
    private final BlockingQueue<Next> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Map<String, Integer> notSent = new LinkedHashMap<>();
    private final List<String> objections = new ArrayList<>();
    private @Nullable Next ahead;
    private String gone = "";
    private int inARow;
    private int turnedAway;
    private int came;

    /**
     * What is sent again at once, to see whether it comes out the same.
     *
     * @param doubtful whether an exchange is worth it
     * @param repeated what came of it
     * @param times how often such a request is sent, the first time included
     */
    public record Again(Predicate<Exchange> doubtful, Consumer<Exchange> repeated, int times) {
        public static final Again NEVER = new Again(exchange -> false, exchange -> {}, 1);
    }

    /**
     * Starts to send a plan whose first request is the baseline.
     *
     * @param answered exchanges of an earlier run that need not be sent again
     * @param onArrival redacts and records an exchange before anybody else sees it
     */
    public ProbeSession(
            ParallelSender dispatch,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> answered,
            UnaryOperator<Exchange> onArrival) {
        this(dispatch, plan, answered, onArrival, Again.NEVER, true);
    }

    /** The same, where what is in doubt is asked again. */
    public ProbeSession(
            ParallelSender dispatch,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> answered,
            UnaryOperator<Exchange> onArrival,
            Again again) {
        this(dispatch, plan, answered, onArrival, again, true);
    }

    /** Starts to send requests of any kind, such as recorded ones. */
    public static ProbeSession withoutBaseline(
            ParallelSender dispatch, List<PlannedRequest> plan, UnaryOperator<Exchange> onArrival) {
        return new ProbeSession(dispatch, plan, Map.of(), onArrival, Again.NEVER, false);
    }

    private ProbeSession(
            ParallelSender dispatch,
            List<PlannedRequest> plan,
            Map<Exchange.Id, Exchange> answered,
            UnaryOperator<Exchange> onArrival,
            Again again,
            boolean hasBaseline) {
        this.hasBaseline = hasBaseline;
        this.again = again;
        this.dispatch = dispatch;
        this.plan = List.copyOf(plan);
        plan.forEach(shipment -> planned.put(shipment.id(), shipment));
        this.answered = Map.copyOf(answered);
        this.onArrival = onArrival;
        this.thread = Thread.ofVirtual().name("campaign").start(this::run);
    }

    private void run() {
        Throwable fault = null;
        try {
            int first = hasBaseline ? Math.min(1, plan.size()) : 0;
            dispatch.send(plan.subList(0, first), answered, this::baseline);
            if (objections.isEmpty()) {
                dispatch.send(plan.subList(first, plan.size()), answered, this::take);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error ours) {
            fault = ours;
        }
        queue.add(new Next.End(fault));
    }

    private void baseline(ParallelSender.Dispatched dispatched) {
        if (dispatched instanceof ParallelSender.Dispatched.Sent(Exchange exchange)) {
            Exchange arrived = arrived(exchange);
            Optional<String> objection = EndpointPrecheck.objection(arrived);
            objection.ifPresent(objections::add);
            if (objection.isEmpty()) {
                came++;
                queue.add(new Next.Came(arrived));
            }
        } else {
            take(dispatched);
        }
    }

    private Exchange arrived(Exchange exchange) {
        return answered.containsKey(exchange.id()) ? exchange : onArrival.apply(exchange);
    }

    private void take(ParallelSender.Dispatched dispatched) {
        switch (dispatched) {
            case ParallelSender.Dispatched.NotSent(PlannedRequest shipment, String why) ->
                notSent.merge(why, 1, Integer::sum);
            case ParallelSender.Dispatched.Sent(Exchange exchange) -> {
                came++;
                Exchange arrived = arrived(exchange);
                watch(arrived);
                queue.add(new Next.Came(arrived));
                again(arrived);
            }
        }
    }

    /** What is repeated by plan, or was meant to be turned away, is not sent again. */
    private void again(Exchange exchange) {
        PlannedRequest shipment = planned.get(exchange.id());
        if (shipment == null
                || planned.containsKey(time(exchange.id(), 2))
                || !gone.isEmpty()
                || !again.doubtful().test(exchange)) {
            return;
        }
        for (int time = 2; time <= again.times(); time++) {
            try {
                if (dispatch.sendNow(shipment.called(time(exchange.id(), time)))
                        instanceof ParallelSender.Dispatched.Sent(Exchange repeated)) {
                    Exchange arrived = onArrival.apply(repeated);
                    queue.add(new Next.Came(arrived));
                    again.repeated().accept(arrived);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Exchange.Id time(Exchange.Id id, int time) {
        return new Exchange.Id(id.value() + "#" + time);
    }

    private void watch(Exchange exchange) {
        String why = lost(exchange);
        inARow = why.isEmpty() ? 0 : inARow + 1;
        Reply.Head head = exchange.reply().headOrNull();
        turnedAway = head != null && !RetryDecision.isFinal(head.code()) ? turnedAway + 1 : 0;
        if (!gone.isEmpty()) {
            return;
        }
        if (inARow == GONE_AFTER) {
            gone = "the endpoint was lost after " + (came - GONE_AFTER) + " of " + plan.size() + " requests: " + why;
            dispatch.stop();
        } else if (turnedAway == TURNED_AWAY_AFTER && head != null) {
            gone = "the endpoint says \"not now\" (status " + head.code() + ") to everything after "
                    + (came - TURNED_AWAY_AFTER) + " of " + plan.size()
                    + " requests: go on later with --resume, or slower with --rate";
            dispatch.stop();
        }
    }

    /** Why an exchange looks as if nobody let us in; empty when it does not, or was meant so. */
    private static String lost(Exchange exchange) {
        boolean badKey = exchange.probed() != null && exchange.probed().probe().startsWith("authorization/");
        Reply.Head head = exchange.reply().headOrNull();
        if (exchange.reply() instanceof Reply.Unanswered(Reply.Failure failure)
                && NO_CONNECTION.contains(failure.kind())) {
            return failure.message();
        }
        return head != null && NOT_ADMITTED.contains(head.code()) && !badKey ? "status " + head.code() : "";
    }

    /** Sends no more; what is under way is still waited for. */
    public void stop() {
        dispatch.stop();
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            try {
                ahead = queue.take();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                ahead = new Next.End(null);
            }
        }
        if (ahead instanceof Next.End(Throwable fault) && fault != null) {
            throw new IllegalStateException("a fault of ours while sending", fault);
        }
        return ahead instanceof Next.Came;
    }

    @Override
    public Exchange next() {
        if (!hasNext() || !(ahead instanceof Next.Came(Exchange exchange))) {
            throw new NoSuchElementException("no more exchanges");
        }
        ahead = null;
        return exchange;
    }

    /** Why not everything was looked at; empty when everything was. To be asked when there is nothing more to come. */
    public List<String> incomplete() {
        List<String> why = new ArrayList<>(objections);
        if (!gone.isEmpty()) {
            why.add(gone);
        }
        notSent.forEach((reason, count) -> {
            boolean told = !gone.isEmpty() && reason.equals("the run was stopped");
            if (!told) {
                why.add(count + " of " + plan.size() + " requests were not sent: " + reason);
            }
        });
        return why;
    }

    @Override
    public void close() {
        dispatch.stop();
        thread.interrupt();
    }
}
