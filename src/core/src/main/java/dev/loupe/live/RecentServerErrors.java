package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests with a status of 5xx: a server may end just after it has responded to one. Safe for use by many threads. */
final class RecentServerErrors {
    private static final Duration JUST_BEFORE = Duration.ofSeconds(1);

    /** No more are named. */
    private static final int MOST = 8;

    private final Deque<ServerError> last = new ArrayDeque<>();

    private record ServerError(String request, Instant at) {}

    synchronized void received(Exchange exchange, Instant now) {
        Reply.Head head = exchange.reply().headOrNull();
        if (head == null || head.code() < 500) {
            return;
        }
        if (last.size() == MOST) {
            last.removeFirst();
        }
        last.add(new ServerError(exchange.id().value() + " (" + head.code() + ")", now));
    }

    /** Those within a second before this time. */
    synchronized List<String> before(Instant now) {
        return last.stream()
                .filter(error -> !error.at().plus(JUST_BEFORE).isBefore(now))
                .map(ServerError::request)
                .toList();
    }
}
