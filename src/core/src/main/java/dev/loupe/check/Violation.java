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
        String alsoAt) {
    public Violation(
            FindingLocation at,
            String expected,
            String actual,
            String message,
            Attribution attribution,
            @Nullable JsonPointer schemaAt) {
        this(at, expected, actual, message, attribution, schemaAt, Level.MUST, "");
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
        return new Violation(at, expected, actual, message, attribution, schemaAt, highest, alsoAt);
    }

    /** The same defect, with its other locations. */
    public Violation alsoAt(String others) {
        return new Violation(at, expected, actual, message, attribution, schemaAt, atMost, others);
    }

    /** The message with the other locations. */
    public String detail() {
        return alsoAt.isEmpty() ? message : message + "; also at " + alsoAt;
    }
}
