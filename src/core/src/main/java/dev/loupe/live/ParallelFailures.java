package dev.loupe.live;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.live.ParallelSender.SendResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a request fails because others are in flight: it is sent again alone. A server that shares its memory between
 * requests fails at those that happen to be in flight together, which is one error of the server and not one of each value.
 */
final class ParallelFailures {
    /** A server that fails at more requests than that is judged by what it does in parallel. */
    private static final int MOST_EXAMINED = 100;

    private static final int FIRST_SERVER_ERROR = 500;

    private final ParallelSender sender;
    private int examined;

    /** The first 5xx of a request that fails in parallel only. */
    private @Nullable Exchange first;

    ParallelFailures(ParallelSender sender) {
        this.sender = sender;
    }

    /** The exchange with the same request alone where that does not fail; else this exchange. */
    Exchange examined(PlannedRequest request, Exchange exchange) {
        if (!sender.isParallel(request) || !hasFailed(exchange) || examined == MOST_EXAMINED) {
            return exchange;
        }
        examined++;
        try {
            if (sender.alone(() -> sender.sendNow(request)) instanceof SendResult.Sent(Exchange alone)
                    && hasUsableResponse(alone)) {
                first = first == null && isServerError(exchange) ? exchange : first;
                return alone;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return exchange;
    }

    /** The first 5xx of a request that does not fail alone, as an exchange of its own. */
    Optional<Exchange> serverError() {
        if (first == null || first.probed() == null) {
            return Optional.empty();
        }
        ProbeInfo probed = first.probed();
        ProbeInfo parallel = new ProbeInfo(
                ProbeInfo.IN_PARALLEL, JsonPointer.empty(), "", "", probed.published(), probed.corrected(), "");
        return Optional.of(new Exchange(
                        new Exchange.Id(ProbeInfo.IN_PARALLEL),
                        first.origin(),
                        first.request(),
                        first.reply(),
                        parallel)
                .withTransport(TransportInfo.NONE));
    }

    private static boolean hasFailed(Exchange exchange) {
        return isServerError(exchange) || endsWithError(exchange.reply());
    }

    private static boolean hasUsableResponse(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        return head != null && !Overload.isOverload(head.code()) && !hasFailed(exchange);
    }

    static boolean isServerError(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        return head != null && head.code() >= FIRST_SERVER_ERROR && !Overload.isOverload(head.code());
    }

    private static boolean endsWithError(Reply reply) {
        return reply instanceof Reply.Streamed stream
                && stream.events().stream()
                        .map(SseEvent::json)
                        .filter(Objects::nonNull)
                        .anyMatch(frame -> frame.path("error").isObject());
    }
}
