package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The date after which an element may be removed, from its extension {@code x-sunset: 2026-12-31}. */
public final class Sunset {
    private Sunset() {}

    /** The date when it has passed; empty when there is none, it is not a date, or it is in the future. */
    public static String passed(JsonNode described, String today) {
        String stated = described.path("x-sunset").asText("");
        return date(stated)
                .filter(date -> !date.isAfter(LocalDate.parse(today)))
                .map(date -> stated)
                .orElse("");
    }

    /** A date such as {@code 2026-12-31}; empty for another text. */
    public static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
