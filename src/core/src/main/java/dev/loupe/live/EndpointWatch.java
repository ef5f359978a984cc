package dev.loupe.live;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.util.Optional;
import java.util.Set;

/** Notices when further requests would get no other response than the last ones. */
final class EndpointWatch {
    /** After so many requests in succession without a response, or rejected for the key, the endpoint is lost. */
    private static final int LOST_AFTER = 5;

    private static final Set<Kind> NO_RESPONSE = Set.of(Kind.REFUSED, Kind.DNS, Kind.TLS, Kind.TIMEOUT);

    private static final Set<Integer> REJECTED_FOR_KEY = Set.of(401, 402, 403);

    /** After so many overload statuses in succession, each after its retries, the rest of the plan would get the same. */
    private static final int OVERLOADED_AFTER = 10;

    private final int planned;
    private int received;
    private int failuresInSuccession;
    private int overloadsInSuccession;

    /**
     * A watch.
     *
     * @param planned the number of requests of the plan
     */
    EndpointWatch(int planned) {
        this.planned = planned;
    }

    /** Counts an exchange; returns why the run ends with it, if it does and the server does not respond to a plain request. */
    Optional<IncompleteReason> received(Exchange exchange) {
        received++;
        Optional<String> lost = lost(exchange);
        failuresInSuccession = lost.isEmpty() ? 0 : failuresInSuccession + 1;
        Reply.Head head = exchange.reply().headOrNull();
        overloadsInSuccession = head != null && Overload.isOverload(head.code()) ? overloadsInSuccession + 1 : 0;
        if (lost.isPresent() && failuresInSuccession % LOST_AFTER == 0) {
            return Optional.of(new IncompleteReason.EndpointLost(received - failuresInSuccession, planned, lost.get()));
        }
        return head != null && overloadsInSuccession == OVERLOADED_AFTER
                ? Optional.of(new IncompleteReason.Overloaded(head.code(), received - OVERLOADED_AFTER, planned))
                : Optional.empty();
    }

    /** The server accepts no connection any more. */
    IncompleteReason ended(Exchange last) {
        String detail = last.reply() instanceof Reply.Unanswered(Reply.Failure failure) ? failure.message() : "";
        return new IncompleteReason.EndpointLost(received, planned, detail);
    }

    /** The server fails at plain requests. */
    IncompleteReason fails(Exchange probe, Exchange plain) {
        Reply.Head head = plain.reply().headOrNull();
        return new IncompleteReason.EndpointLost(
                received,
                planned,
                "status " + (head == null ? 0 : head.code()) + " to the plain request, twice, after "
                        + probe.id().value());
    }

    /** What suggests that the endpoint is lost; empty for a probe that has a wrong key on purpose. */
    private static Optional<String> lost(Exchange exchange) {
        if (exchange.reply() instanceof Reply.Unanswered(Reply.Failure failure)) {
            return NO_RESPONSE.contains(failure.kind()) ? Optional.of(failure.message()) : Optional.empty();
        }
        boolean wrongKey = exchange.probed() != null && exchange.probed().isAuthorization();
        Reply.Head head = exchange.reply().headOrNull();
        return head != null && REJECTED_FOR_KEY.contains(head.code()) && !wrongKey
                ? Optional.of("status " + head.code())
                : Optional.empty();
    }
}
