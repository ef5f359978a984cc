package dev.loupe.exchange.file;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The time of a record. */
final class RecordTime {
    private static final String WHOLE_SECOND = "0000-00-00T00:00:00Z";

    private RecordTime() {}

    /**
     * Reads a time.
     *
     * @throws DateTimeException when it is none
     */
    static Instant parse(String text) {
        return isWholeSecond(text) ? wholeSecond(text) : Instant.parse(text);
    }

    /** Parses the usual form, {@code 2025-06-06T07:30:15Z}, directly: the library builds a formatter for each time. */
    private static Instant wholeSecond(String text) {
        try {
            return LocalDateTime.of(
                            digits(text, 0, 4),
                            digits(text, 5, 7),
                            digits(text, 8, 10),
                            digits(text, 11, 13),
                            digits(text, 14, 16),
                            digits(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unusual) {
            return Instant.parse(text); // 24:00:00 and leap seconds
        }
    }

    private static int digits(String text, int from, int end) {
        return Integer.parseInt(text, from, end, 10);
    }

    private static boolean isWholeSecond(String text) {
        boolean whole = text.length() == WHOLE_SECOND.length();
        for (int i = 0; whole && i < WHOLE_SECOND.length(); i++) {
            char c = text.charAt(i);
            whole = WHOLE_SECOND.charAt(i) == '0' ? c >= '0' && c <= '9' : c == WHOLE_SECOND.charAt(i);
        }
        return whole;
    }
}
