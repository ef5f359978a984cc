package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A check that compares the exchanges of one run. Facts are extracted from exchanges in parallel; the comparison then receives
 * them in the order of the run, so that the result does not depend on scheduling.
 *
 * @param <F> the small part of an exchange that the comparison needs, so that a run of any size fits in memory
 */
public non-sealed interface RunCheck<F> extends Check {
    /** The fact of this exchange; null when there is nothing to compare. */
    @Nullable
    F factOf(ParsedExchange observed);

    /** A comparison without any exchange yet. */
    Comparison<F> start();

    /** Receives the facts of a run in order. */
    interface Comparison<F> {
        Result next(Exchange.Id exchange, F fact);
    }
}
