package dev.loupe.live;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.live.ParallelSender.SendResult;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds out whether a 5xx to a probe is about the probe: a plain request follows, which a server that works accepts. Once for each
 * location, since each location is one finding.
 */
final class PlainControl {
    private final ParallelSender sender;
    private final Supplier<PlannedRequest> plain;
    private final Set<JsonPointer> examined = new HashSet<>();

    PlainControl(ParallelSender sender, Supplier<PlannedRequest> plain) {
        this.sender = sender;
        this.plain = plain;
    }

    /**
     * The plain request that fails too, twice, or that no connection is accepted for, while no other request is under way; empty when
     * it has another response.
     */
    Optional<Exchange> failedAfter(Exchange exchange) {
        ProbeInfo probed = exchange.probed();
        if (probed == null || !ParallelFailures.isServerError(exchange) || !examined.add(probed.at())) {
            return Optional.empty();
        }
        try {
            return sender.alone(() -> {
                Optional<Exchange> once = failure();
                return once.isEmpty() || ServerSurvival.isGone(once.get()) ? once : failure();
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Whether the server responds to a plain request after a probe that timed out, so that the probe may be the reason. */
    boolean respondsAfter(Exchange exchange) {
        if (!(exchange.reply() instanceof Reply.Unanswered(Reply.Failure failure))
                || failure.kind() != Reply.Failure.Kind.TIMEOUT) {
            return false;
        }
        try {
            return sender.alone(() -> sender.responds(plain.get())).orElse(false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Exchange> failure() throws InterruptedException {
        PlannedRequest request = plain.get().withId(new Exchange.Id(ProbeInfo.PLAIN_CONTROL));
        return sender.sendNow(request) instanceof SendResult.Sent(Exchange exchange)
                        && (ParallelFailures.isServerError(exchange) || ServerSurvival.isGone(exchange))
                ? Optional.of(exchange)
                : Optional.empty();
    }
}
