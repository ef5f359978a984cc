package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.FindingLocation;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One location at which a check is violated.
 *
 * @param at where in the exchange
 * @param expected the expected value, or its description
 * @param actual the actual value
 * @param message what happened, with the actual and the expected value; report writers escape it
 * @param attribution who caused it
 * @param schemaAt location of the violated rule in the contract; null when the rule is not from a contract
 * @param atMost the highest level that this violation has: weaker than that of its check where the evidence is weaker
 * @param alsoAt the other locations of the same defect, {@code /a, /b and 3 more}; empty when there are none
 * @param correction what corrects the spec at this location, and why; empty unless this is a spec defect
 */
@API(status = API.Status.EXPERIMENTAL)
public record Violation(
        FindingLocation at,
        String expected,
        String actual,
        String message,
        Attribution attribution,
        @Nullable JsonPointer schemaAt,
        Level atMost,
        String alsoAt,
        String correction) {
    public Violation(
            FindingLocation at,
            String expected,
            String actual,
            String message,
            Attribution attribution,
            @Nullable JsonPointer schemaAt) {
        this(at, expected, actual, message, attribution, schemaAt, Level.MUST, "", "");
    }

    public Violation(FindingLocation at, String expected, String actual, String message, Attribution attribution) {
        this(at, expected, actual, message, attribution, null);
    }

    /** A violation by the provider, the usual case. */
    public static Violation of(FindingLocation at, String expected, String actual, String message) {
        return new Violation(at, expected, actual, message, Attribution.PROVIDER);
    }

    /** The same defect, with at most this level. */
    public Violation atMost(Level highest) {
        return new Violation(at, expected, actual, message, attribution, schemaAt, highest, alsoAt, correction);
    }

    /** The same defect, with its other locations. */
    public Violation alsoAt(String others) {
        return new Violation(at, expected, actual, message, attribution, schemaAt, atMost, others, correction);
    }

    /** The same defect of the spec, with its correction. */
    public Violation correctedBy(String correctedBy) {
        return new Violation(at, expected, actual, message, attribution, schemaAt, atMost, alsoAt, correctedBy);
    }

    /** The message with the correction and the other locations. */
    public String detail() {
        return message
                + (correction.isEmpty() ? "" : "; " + correction)
                + (alsoAt.isEmpty() ? "" : "; also at " + alsoAt);
    }
}
