package dev.loupe.verdict;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Entry;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Place;
import dev.loupe.exchange.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    static Entry.Unreadable in(Entry.Unreadable entry) {
        return new Entry.Unreadable(in(entry.file()), entry.line(), in(entry.message()));
    }

    /** Cut to what a report can carry, too. A place is named by members, and a member can have any name. */
    static Violation in(Violation v) {
        String pointer = in(v.at().pointer().toString());
        return new Violation(
                new Place(v.at().part(), v.at().event(), JsonPointer.compile(pointer)),
                Clip.text(in(v.expected()), Clip.TEXT),
                Clip.text(in(v.actual()), Clip.TEXT),
                Clip.text(in(v.message()), Clip.TEXT),
                v.attribution(),
                v.schemaAt());
    }

    /**
     * What was concluded of an exchange with secrets, in words about the exchange without them: checks look at what was
     * recorded, because a placeholder could make a finding or hide one. Where the words are missing, the finding is about the
     * secret itself, which is then not quoted, not even in part.
     *
     * @param seen what was concluded
     * @param untold what would be concluded without the secrets
     */
    static @Nullable Outcome in(@Nullable Outcome seen, @Nullable Outcome untold) {
        return switch (seen) {
            case null -> null;
            case Outcome.Violated(var violations) -> {
                List<Violation> words =
                        new ArrayList<>(untold instanceof Outcome.Violated(var others) ? others : List.<Violation>of());
                yield new Outcome.Violated(violations.stream()
                        .map(violation -> worded(violation, words))
                        .toList());
            }
            case Outcome.Crashed crashed ->
                untold instanceof Outcome.Crashed
                        ? untold
                        : new Outcome.Crashed("on a secret, which is not told; replay the recording without it");
            default -> untold != null && untold.kind() == seen.kind() ? untold : seen;
        };
    }

    private static Violation worded(Violation violation, List<Violation> words) {
        for (Violation other : words) {
            if (other.attribution() == violation.attribution()
                    && in(violation.at().pointer().toString())
                            .equals(other.at().pointer().toString())) {
                words.remove(other);
                return other;
            }
        }
        return new Violation(
                violation.at(),
                violation.expected(),
                "(a secret, not told)",
                "what the recording has there is not as it must be; it is or holds a secret, so it is not told",
                violation.attribution(),
                violation.schemaAt());
    }
}
