package dev.loupe.live;

import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.live.ParallelSender.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a request whose connection was closed without a response ended the server. Other requests may have been in
 * flight, so the request is sent again alone, to a server that responds, and a plain request follows. Where the server does not come
 * back, it ended during one of the requests that were in flight.
 */
final class ServerSurvival {
    /** How often a server that accepts no connection is tried; each try has the attempts and waits of a request. */
    private static final int TRIES = 10;

    /** Limits the requests that find out why others got no response. */
    private static final int MOST_EXAMINED = 10;

    private final ParallelSender sender;
    private final Supplier<PlannedRequest> plain;
    private final List<Exchange> afterwards = new ArrayList<>();
    private int examined;
    private boolean lost;

    /** A request with 5xx after which no connection was accepted. */
    private @Nullable Exchange lastError;

    /** Whether an attempt failed in another way than by a refusal, so that the network may be the reason. */
    private boolean otherFailure;

    /**
     * The examinations of a run.
     *
     * @param plain a request that gets a response from a server that is up
     */
    ServerSurvival(ParallelSender sender, Supplier<PlannedRequest> plain) {
        this.sender = sender;
        this.plain = plain;
    }

    /** Whether the connection of this request was closed before the end of a response, and a new connection was of no use. */
    static boolean isSilent(Exchange exchange) {
        return exchange.transport().failed().size() > 1
                && ResponseCompleteness.failure(exchange.reply())
                        .map(Reply.Failure::kind)
                        .filter(kind -> kind == Kind.RESET || kind == Kind.REFUSED)
                        .isPresent();
    }

    /** Whether no connection was accepted, or it was closed before the end of a response. */
    static boolean isGone(Exchange exchange) {
        return isSilent(exchange) || isRefused(exchange.reply());
    }

    /** Whether the server accepts no connection any more. */
    boolean isLost() {
        return lost;
    }

    /** Examines a silent request of a server that was not lost before, while no other is in flight. */
    Exchange examined(PlannedRequest request, Exchange silent) {
        if (examined == MOST_EXAMINED) {
            return silent.withTransport(TransportInfo.NONE);
        }
        examined++;
        try {
            return sender.alone(() -> examine(request, silent));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return silent.withTransport(TransportInfo.NONE);
        }
    }

    /** Examines a 5xx after which a plain request found no server, while no other request is in flight. */
    Exchange examinedError(PlannedRequest request, Exchange error) {
        try {
            return sender.alone(() -> {
                if (!isUpAgain()) {
                    lost = true;
                    lastError = error;
                    return error;
                }
                if (!sender.isDirect()
                        || send(request).isEmpty()
                        || sender.responds(plain.get()).orElse(true)) {
                    return error;
                }
                lost = !isUpAgain();
                return error.withTransport(error.transport().withServerEnded());
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return error;
        }
    }

    /** Keeps an exchange until those that were in flight together are known. */
    void keep(Exchange exchange) {
        afterwards.add(exchange);
    }

    /**
     * The exchanges since the server was lost. The request that is the most likely reason has the others that were in flight; no
     * request is the reason where the network may be.
     */
    List<Exchange> kept() {
        Optional<Exchange> reason = otherFailure || isKnown() ? Optional.empty() : likeliestReason();
        return afterwards.stream()
                .map(exchange -> {
                    if (reason.filter(likeliest -> likeliest.id().equals(exchange.id()))
                            .isPresent()) {
                        List<String> others = inFlight()
                                .filter(other -> !other.id().equals(exchange.id()))
                                .map(other -> other.id().value())
                                .toList();
                        List<String> before = inFlight()
                                .flatMap(each -> each.transport().serverErrors().stream())
                                .distinct()
                                .toList();
                        return exchange.withTransport(
                                sender.isParallel()
                                        ? exchange.transport().withServerLost(others, before)
                                        : exchange.transport().withServerLost(List.of(), List.of()));
                    }
                    return isSilent(exchange) && !exchange.transport().endedServer()
                            ? exchange.withTransport(TransportInfo.NONE)
                            : exchange;
                })
                .toList();
    }

    /** Of requests that are sent one after the other, the first is the reason. */
    private Optional<Exchange> likeliestReason() {
        Optional<Exchange> error = Optional.ofNullable(lastError);
        return sender.isParallel()
                ? inFlight().reduce(ServerSurvival::likelier).or(() -> error)
                : error.or(() -> inFlight().findFirst());
    }

    /** Whether one request ended the server, again when it was sent alone. */
    private boolean isKnown() {
        return afterwards.stream().anyMatch(exchange -> exchange.transport().endedServer());
    }

    /** Names the requests that were in flight when the server was lost, where no finding does. */
    IncompleteReason withSuspects(IncompleteReason reason) {
        List<String> suspects =
                inFlight().map(exchange -> exchange.id().value()).toList();
        if (!(reason instanceof IncompleteReason.EndpointLost end)
                || suspects.isEmpty()
                || !otherFailure
                || isKnown()) {
            return reason;
        }
        return new IncompleteReason.EndpointLost(
                end.responses(),
                end.planned(),
                end.detail() + "; the connection was closed without a response, and then none was accepted, during "
                        + String.join(", ", suspects));
    }

    /** The requests whose connection was closed at the end of the server; those after it had no connection. */
    private Stream<Exchange> inFlight() {
        return afterwards.stream()
                .filter(exchange -> isSilent(exchange)
                        && exchange.transport().failed().getFirst().failure().kind() == Kind.RESET);
    }

    /** A value of another type is likelier than one outside of a range, and that than an allowed one; else the later request. */
    private static Exchange likelier(Exchange earlier, Exchange later) {
        return likelihood(earlier) > likelihood(later) ? earlier : later;
    }

    private static int likelihood(Exchange exchange) {
        ProbeInfo probed = exchange.probed();
        if (probed == null || !probed.isForbidden()) {
            return 0;
        }
        return probed.sendsOtherType() ? 2 : 1;
    }

    private Exchange examine(PlannedRequest request, Exchange silent) throws InterruptedException {
        if (!isUpAgain()) {
            lost = true;
            return silent;
        }
        Optional<Exchange> repeated = send(request);
        if (repeated.isEmpty()) {
            return silent.withTransport(TransportInfo.NONE);
        }
        TransportInfo then = repeated.get().transport();
        Exchange again = repeated.get().withTransport(silent.transport().then(then));
        if (!isSilent(repeated.get())) {
            return again;
        }
        boolean refused = sender.isDirect()
                && then.failed().stream().anyMatch(attempt -> attempt.failure().kind() == Kind.REFUSED);
        if (!refused && sender.responds(plain.get()).orElse(true)) {
            return again;
        }
        lost = !isUpAgain();
        return again.withTransport(again.transport().withServerEnded());
    }

    private boolean isUpAgain() throws InterruptedException {
        otherFailure = !sender.isDirect();
        for (int i = 0; i < TRIES; i++) {
            Optional<Exchange> tried = send(plain.get());
            if (tried.map(Exchange::reply).map(Reply::headOrNull).isPresent()) {
                return true;
            }
            Optional<Kind> failure = tried.flatMap(each -> ResponseCompleteness.failure(each.reply()))
                    .map(Reply.Failure::kind);
            // a server that is about to end may close a connection that it has accepted
            boolean ending = i + 1 < TRIES && failure.filter(Kind.RESET::equals).isPresent();
            otherFailure |= !ending && failure.filter(Kind.REFUSED::equals).isEmpty();
        }
        return false;
    }

    private static boolean isRefused(Reply reply) {
        return reply instanceof Reply.Unanswered(Reply.Failure failure) && failure.kind() == Kind.REFUSED;
    }

    private Optional<Exchange> send(PlannedRequest request) throws InterruptedException {
        return sender.sendNow(request) instanceof SendResult.Sent(Exchange exchange)
                ? Optional.of(exchange)
                : Optional.empty();
    }
}
