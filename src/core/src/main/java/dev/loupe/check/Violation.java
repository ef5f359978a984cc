package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.FindingLocation;
import org.jspecify.annotations.Nullable;

/**
 * One place at which a truth does not hold.
 *
 * @param at where in the exchange
 * @param expected what should be there, in words or as a value
 * @param actual what is there
 * @param message one sentence for a person; untrusted text in it is escaped by whoever writes it out
 * @param attribution who is wrong
 * @param schemaAt where in the contract the rule stands that is broken; null when it is no rule of a contract
 */
public record Violation(
        FindingLocation at,
        String expected,
        String actual,
        String message,
        Attribution attribution,
        @Nullable JsonPointer schemaAt) {
    public Violation(FindingLocation at, String expected, String actual, String message, Attribution attribution) {
        this(at, expected, actual, message, attribution, null);
    }

    /** A violation by the provider, the usual case. */
    public static Violation of(FindingLocation at, String expected, String actual, String message) {
        return new Violation(at, expected, actual, message, Attribution.PROVIDER);
    }
}
