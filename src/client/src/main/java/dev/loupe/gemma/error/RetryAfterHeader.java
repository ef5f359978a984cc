package dev.loupe.gemma.error;

import dev.loupe.gemma.transport.ResponseHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds, also with a fraction as some servers write it, or a date (RFC 9110, section 10.2.3). */
public final class RetryAfterHeader {
    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfterHeader() {}

    /** The wait, never negative; null when there is no valid value. */
    public static @Nullable Duration in(ResponseHeaders headers, Clock clock) {
        String value = headers.first("retry-after").orElse("").strip();
        if (value.isEmpty()) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(value);
            if (!(seconds >= 0)) {
                return null;
            }
            return Duration.ofMillis((long) Math.ceil(Math.min(seconds, (double) LONGEST.toSeconds()) * 1000));
        } catch (NumberFormatException notSeconds) {
            return untilDate(value, clock);
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
