package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The date after which an element may be removed, from its extension {@code x-sunset: 2026-12-31}. */
public final class Sunset {
    private Sunset() {}

    /** The date when it has passed; empty when there is none, it is not a date, or it is in the future. */
    public static String passed(JsonNode described, String today) {
        String stated = described.path("x-sunset").asText("");
        try {
            return LocalDate.parse(stated).isAfter(LocalDate.parse(today)) ? "" : stated;
        } catch (DateTimeParseException noDate) {
            return "";
        }
    }
}
