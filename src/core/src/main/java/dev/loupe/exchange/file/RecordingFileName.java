package dev.loupe.exchange.file;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.redact.Redactor;
import java.util.Locale;

/** File names of recordings: a number that gives the order, and the redacted exchange ID. */
public final class RecordingFileName {
    /** Below the limit of every file system, with room for the number and the ending. */
    private static final int MAX_ID_LENGTH = 150;

    private RecordingFileName() {}

    /** The name for the exchange at this position. */
    public static String of(int number, Exchange.Id id, Redactor redactor) {
        return String.format(Locale.ROOT, "%04d-%s.json", number, cleaned(id, redactor));
    }

    /** The name for the control request of the exchange at this position; sorted before it, since it is judged first. */
    public static String ofControl(int number, Exchange.Id id, Redactor redactor) {
        return String.format(Locale.ROOT, "%04d+%s.json", number, cleaned(id, redactor));
    }

    /** The name for a repetition of the exchange at this position; sorted after it. */
    public static String ofRepetition(int number, Exchange.Id id, Redactor redactor) {
        return String.format(Locale.ROOT, "%04d~%s.json", number, cleaned(id, redactor));
    }

    private static String cleaned(Exchange.Id id, Redactor redactor) {
        String name = redactor.redact(id.value()).replaceAll("[^A-Za-z0-9._-]+", "-");
        return name.substring(0, Math.min(MAX_ID_LENGTH, name.length()));
    }
}
