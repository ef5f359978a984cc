package dev.loupe.engine.result;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What no report tells: secrets of the exchanges that were looked at. Recordings of others may hold them, and a report goes to
 * more places than its recording.
 */
public final class ReportRedaction {
    private static final Redactor SECRETS = Redactor.of("API_KEY");

    private ReportRedaction() {}

    public static Exchange redact(Exchange exchange) {
        return SECRETS.redact(exchange);
    }

    public static String redact(String text) {
        return SECRETS.redact(text);
    }

    public static String redactMessage(String message) {
        return SECRETS.redactMessage(message);
    }

    /** The value of a member of this name. */
    static String redactProperty(String name, String value) {
        return SECRETS.redact(name, value);
    }

    public static ReadResult.Unreadable redact(ReadResult.Unreadable entry) {
        return new ReadResult.Unreadable(redact(entry.file()), entry.line(), redact(entry.message()));
    }

    /** Cut to what a report can carry, too. A place is named by members, and a member can have any name. */
    public static Violation redact(Violation v) {
        String pointer = redact(v.at().pointer().toString());
        return new Violation(
                new FindingLocation(v.at().part(), v.at().event(), JsonPointer.compile(pointer)),
                TextTruncation.withLength(redact(v.expected()), TextTruncation.TEXT),
                TextTruncation.withLength(redact(v.actual()), TextTruncation.TEXT),
                TextTruncation.withLength(redact(v.message()), TextTruncation.TEXT),
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
    public static @Nullable CheckOutcome redact(@Nullable CheckOutcome seen, @Nullable CheckOutcome untold) {
        return switch (seen) {
            case null -> null;
            case CheckOutcome.Violated(var violations) -> {
                List<Violation> words = new ArrayList<>(
                        untold instanceof CheckOutcome.Violated(var others) ? others : List.<Violation>of());
                yield new CheckOutcome.Violated(violations.stream()
                        .map(violation -> withTextOf(violation, words))
                        .toList());
            }
            case CheckOutcome.Crashed crashed ->
                untold instanceof CheckOutcome.Crashed
                        ? untold
                        : new CheckOutcome.Crashed("on a secret, which is not told; replay the recording without it");
            default -> untold != null && untold.kind() == seen.kind() ? untold : seen;
        };
    }

    private static Violation withTextOf(Violation violation, List<Violation> words) {
        for (Violation other : words) {
            if (other.attribution() == violation.attribution()
                    && redact(violation.at().pointer().toString())
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
