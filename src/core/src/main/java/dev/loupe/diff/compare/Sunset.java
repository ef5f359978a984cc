package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The day from which something may be gone, as its own contract states it: {@code x-sunset: 2026-12-31}. */
public final class Sunset {
    private Sunset() {}

    /** The stated day when it has come, and nothing when none is stated, it is no date, or it lies ahead. */
    public static String passed(JsonNode described, String today) {
        String stated = described.path("x-sunset").asText("");
        try {
            return LocalDate.parse(stated).isAfter(LocalDate.parse(today)) ? "" : stated;
        } catch (DateTimeParseException noDate) {
            return "";
        }
    }
}
