package dev.loupe.live;

import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Whether a request is sent again, and when. */
final class RetryDecision {
    private static final Duration NEVER = Duration.ofSeconds(-1);
    private static final Duration FIRST = Duration.ofMillis(500);

    /** A server that is not running usually does not start, and every further request waits as long. */
    private static final int ATTEMPTS_WHEN_REFUSED = 3;

    private RetryDecision() {}

    /** How long to wait before the next attempt; negative when there is none. */
    static Duration of(Reply reply, int attempt, Instant now) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(attempt - 1, 6));
        if (reply instanceof Reply.Unanswered unanswered) {
            boolean refused = unanswered.failure().kind() == Kind.REFUSED;
            return refused && attempt < ATTEMPTS_WHEN_REFUSED ? grown : NEVER;
        }
        Reply.Head head = reply.headOrNull();
        if (head == null || !Overload.isOverload(head.code())) {
            return NEVER;
        }
        return head.headers()
                .first("retry-after")
                .map(value -> retryAfter(value, grown, now))
                .orElse(grown);
    }

    private static Duration retryAfter(String value, Duration otherwise, Instant now) {
        try {
            return Duration.ofMillis((long) (Double.parseDouble(value.strip()) * 1000));
        } catch (NumberFormatException notSeconds) {
            try {
                Instant then = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
            } catch (DateTimeException notADate) {
                return otherwise;
            }
        }
    }
}
