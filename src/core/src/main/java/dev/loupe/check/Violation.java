package dev.loupe.check;

import dev.loupe.exchange.Place;

/**
 * One place at which a truth does not hold.
 *
 * @param at where in the exchange
 * @param expected what should be there, in words or as a value
 * @param actual what is there
 * @param message one sentence for a person; untrusted text in it is escaped by whoever writes it out
 * @param attribution who is wrong
 */
public record Violation(Place at, String expected, String actual, String message, Attribution attribution) {
    /** A violation by the provider, the usual case. */
    public static Violation of(Place at, String expected, String actual, String message) {
        return new Violation(at, expected, actual, message, Attribution.PROVIDER);
    }
}
