package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A check that compares exchanges of one run. Facts are taken from exchanges in parallel; the comparison then sees them
 * one by one in the order of the run, so that the outcome does not depend on scheduling.
 *
 * @param <F> the little that the comparison needs of one exchange, so that a run of any size fits in memory
 */
public non-sealed interface RunCheck<F> extends Check {
    /** What the comparison needs of this exchange; null when it has nothing to compare. */
    @Nullable
    F factOf(ParsedExchange observed);

    /** A comparison at its start. */
    Comparison<F> start();

    /** Sees the facts of a run in order. */
    interface Comparison<F> {
        Result next(Exchange.Id exchange, F fact);
    }
}
