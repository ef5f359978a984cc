package dev.loupe.client.error;

import dev.loupe.client.transport.ResponseHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After}: seconds, also with a fraction as some servers write it, or a date (RFC 9110, section 10.2.3). Before it
 * counts {@code retry-after-ms}, milliseconds, which the servers of OpenAI and Azure add because it is more exact.
 */
public final class RetryAfterHeader {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfterHeader() {}

    /** The wait, never negative; null when there is no valid value. */
    public static @Nullable Duration in(ResponseHeaders headers, Clock clock) {
        Duration exact = number(headers.first("retry-after-ms").orElse("").strip(), 1);
        if (exact != null) {
            return exact;
        }
        String value = headers.first("retry-after").orElse("").strip();
        Duration wait = number(value, 1000);
        return wait == null ? untilDate(value, clock) : wait;
    }

    private static @Nullable Duration number(String value, int millis) {
        try {
            double number = Double.parseDouble(value);
            return number >= 0
                    ? Duration.ofMillis((long) Math.ceil(Math.min(number * millis, (double) LONGEST.toMillis())))
                    : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Duration untilDate(String value, Clock clock) {
        try {
            Duration wait = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
