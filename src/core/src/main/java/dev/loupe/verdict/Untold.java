package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Redactor;

/**
 * What no report tells: secrets of the exchanges that were looked at. Recordings of others may hold them, and a report goes to
 * more places than its recording.
 */
final class Untold {
    private static final Redactor SECRETS = Redactor.of("API_KEY");

    private Untold() {}

    static Exchange in(Exchange exchange) {
        return SECRETS.redact(exchange);
    }

    static String in(String text) {
        return SECRETS.redact(text);
    }

    static String inMessage(String message) {
        return SECRETS.redactMessage(message);
    }

    /** The value of a member of this name. */
    static String named(String name, String value) {
        return SECRETS.redact(name, value);
    }

    private static String at(JsonPointer place, String value) {
        JsonPointer last = place.last();
        return last == null ? in(value) : named(last.getMatchingProperty(), value);
    }

    /** Cut to what a report can carry, too. */
    static Violation in(Violation v) {
        return new Violation(
                v.at(),
                Clip.text(in(v.expected()), Clip.TEXT),
                Clip.text(at(v.at().pointer(), v.actual()), Clip.TEXT),
                Clip.text(in(v.message()), Clip.TEXT),
                v.attribution(),
                v.schemaAt());
    }
}
