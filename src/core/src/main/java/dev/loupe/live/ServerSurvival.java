package dev.loupe.live;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.live.ParallelSender.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out whether a request whose connection was closed without a response ended the server. Other requests may have been under
 * way, so the request is sent again alone, to a server that responds, and a plain request follows.
 */
final class ServerSurvival {
    /** How often a server that accepts no connection is tried; each try has the attempts and waits of a request. */
    private static final int TRIES = 5;

    /** Limits the requests that find out why others got no response. */
    private static final int MOST_EXAMINED = 10;

    private final ParallelSender sender;
    private final Supplier<PlannedRequest> plain;
    private final List<String> suspects = new ArrayList<>();
    private int examined;

    /**
     * The examinations of a run.
     *
     * @param plain a request that gets a response from a server that is up
     */
    ServerSurvival(ParallelSender sender, Supplier<PlannedRequest> plain) {
        this.sender = sender;
        this.plain = plain;
    }

    /**
     * What is known after it.
     *
     * @param exchange with the response of the repeated request, or with all that failed
     * @param lost whether the server accepts no connection any more
     */
    record Result(Exchange exchange, boolean lost) {}

    /** Whether the connection of this request was closed without a response, also on a new connection. */
    static boolean isSilent(Exchange exchange) {
        return exchange.reply() instanceof Reply.Unanswered(Reply.Failure failure)
                && (failure.kind() == Kind.RESET || failure.kind() == Kind.REFUSED)
                && exchange.transport().failed().size() > 1;
    }

    /**
     * Examines a silent request, while no other is under way.
     *
     * @param isUp whether the server was not lost before
     */
    Result of(PlannedRequest request, Exchange silent, boolean isUp) {
        if (!isUp || examined == MOST_EXAMINED) {
            suspects.add(silent.id().value());
            return new Result(silent.withTransport(TransportInfo.NONE), false);
        }
        examined++;
        try {
            Result result = sender.alone(() -> examine(request, silent));
            if (result.lost()) {
                suspects.add(silent.id().value());
            }
            return result;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Result(silent.withTransport(TransportInfo.NONE), false);
        }
    }

    /** Names the requests that were under way when the server ended: one of them may have ended it. */
    IncompleteReason withSuspects(IncompleteReason reason) {
        if (!(reason instanceof IncompleteReason.EndpointLost lost) || suspects.isEmpty()) {
            return reason;
        }
        return new IncompleteReason.EndpointLost(
                lost.responses(),
                lost.planned(),
                lost.detail() + "; the connection was closed without a response, and then none was accepted, during "
                        + String.join(", ", suspects));
    }

    private Result examine(PlannedRequest request, Exchange silent) throws InterruptedException {
        if (!isUpAgain()) {
            return new Result(silent.withTransport(TransportInfo.NONE), true);
        }
        Optional<Exchange> repeated = send(request);
        if (repeated.isEmpty()) {
            return new Result(silent.withTransport(TransportInfo.NONE), false);
        }
        TransportInfo then = repeated.get().transport();
        Exchange again = repeated.get().withTransport(silent.transport().then(then));
        if (!isSilent(repeated.get())) {
            return new Result(again, false);
        }
        boolean refused =
                then.failed().stream().anyMatch(attempt -> attempt.failure().kind() == Kind.REFUSED);
        if (!refused && sender.responds(plain.get())) {
            return new Result(again, false);
        }
        return new Result(again.withTransport(again.transport().withServerEnded()), !isUpAgain());
    }

    private boolean isUpAgain() throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            boolean up = sender.responds(plain.get())
                    || send(plain.get())
                            .map(Exchange::reply)
                            .map(Reply::headOrNull)
                            .isPresent();
            if (up) {
                return true;
            }
        }
        return false;
    }

    private Optional<Exchange> send(PlannedRequest request) throws InterruptedException {
        return sender.sendNow(request) instanceof SendResult.Sent(Exchange exchange)
                ? Optional.of(exchange)
                : Optional.empty();
    }
}
