package dev.loupe.engine.result;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from everything that a report contains. Recordings of others may contain them, and a report is read by more
 * people than its recordings.
 */
public final class ReportRedaction {
    /** Redacts by name and shape. */
    public static final Redactor SECRETS = Redactor.of("API_KEY");

    private ReportRedaction() {}

    public static String redact(String text) {
        return SECRETS.redact(text);
    }

    public static String redactMessage(String message) {
        return SECRETS.redactMessage(message);
    }

    /** The value of a property of this name. */
    static String redactProperty(String name, String value) {
        return SECRETS.redact(name, value);
    }

    public static ReadResult.Unreadable redact(ReadResult.Unreadable entry) {
        return new ReadResult.Unreadable(redact(entry.file()), entry.line(), redact(entry.message()));
    }

    /** Also shortened to the limits of a report. The pointer is redacted, because a property can have any name. */
    public static Violation redact(Violation v, Redactor redactor) {
        String pointer = redactor.redact(v.at().pointer().toString());
        return new Violation(
                new FindingLocation(v.at().part(), v.at().event(), JsonPointer.compile(pointer)),
                TextTruncation.withLength(redactor.redact(v.expected()), TextTruncation.TEXT),
                TextTruncation.withLength(redactor.redact(v.actual()), TextTruncation.TEXT),
                TextTruncation.withLength(redactor.redact(v.message()), TextTruncation.TEXT),
                v.attribution(),
                v.schemaAt(),
                v.atMost(),
                TextTruncation.withLength(redact(v.alsoAt()), TextTruncation.TEXT),
                TextTruncation.withLength(redactor.redact(v.correction()), TextTruncation.TEXT));
    }

    /**
     * The outcome of an exchange with the texts of the redacted exchange. Checks run on the original exchange, because a
     * placeholder could cause a finding or hide one. Without a matching text the finding is about the secret itself, which is
     * not quoted.
     *
     * @param original the outcome of the original exchange
     * @param redacted the outcome of the redacted exchange
     * @param redactor knows the secrets of the exchange
     */
    public static @Nullable CheckOutcome redact(
            @Nullable CheckOutcome original, @Nullable CheckOutcome redacted, Redactor redactor) {
        return switch (original) {
            case null -> null;
            case CheckOutcome.Violated(var violations) -> {
                List<Violation> texts = new ArrayList<>(
                        redacted instanceof CheckOutcome.Violated(var others) ? others : List.<Violation>of());
                yield new CheckOutcome.Violated(violations.stream()
                        .map(violation -> withTextOf(violation, texts, redactor))
                        .toList());
            }
            case CheckOutcome.Crashed crashed ->
                redacted instanceof CheckOutcome.Crashed
                        ? redacted
                        : new CheckOutcome.Crashed("check failed on redacted data; replay the unredacted recording");
            default -> redacted != null && redacted.kind() == original.kind() ? redacted : original;
        };
    }

    private static Violation withTextOf(Violation violation, List<Violation> texts, Redactor redactor) {
        for (Violation other : texts) {
            if (other.attribution() == violation.attribution()
                    && redactor.redact(violation.at().pointer().toString())
                            .equals(other.at().pointer().toString())) {
                texts.remove(other);
                return other;
            }
        }
        return new Violation(
                        violation.at(),
                        violation.expected(),
                        "(redacted)",
                        "the value is wrong; it is not shown because it is or contains a secret",
                        violation.attribution(),
                        violation.schemaAt())
                .atMost(violation.atMost());
    }
}
