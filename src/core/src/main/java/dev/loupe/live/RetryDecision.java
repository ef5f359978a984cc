package dev.loupe.live;

import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Reply.Failure.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Whether to send again, and when. */
final class RetryDecision {
    /** Told to come back, overloaded, or not there: says nothing about the contract. */
    private static final Set<Integer> LATER = Set.of(429, 503, 529);

    private static final Duration NEVER = Duration.ofSeconds(-1);
    private static final Duration FIRST = Duration.ofMillis(500);

    private RetryDecision() {}

    /** Whether a status is an answer, and not a request to come back. */
    static boolean isFinal(int status) {
        return !LATER.contains(status);
    }

    /** How long to wait before the next try; negative when there is to be none. */
    static Duration of(Reply reply, int attempt, Instant now) {
        Duration grown = FIRST.multipliedBy(1L << Math.min(attempt - 1, 6));
        if (reply instanceof Reply.Unanswered unanswered) {
            return unanswered.failure().kind() == Kind.REFUSED ? grown : NEVER;
        }
        Reply.Head head = reply.headOrNull();
        if (head == null || !LATER.contains(head.code())) {
            return NEVER;
        }
        return head.headers()
                .first("retry-after")
                .map(said -> said(said, grown, now))
                .orElse(grown);
    }

    private static Duration said(String value, Duration otherwise, Instant now) {
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
