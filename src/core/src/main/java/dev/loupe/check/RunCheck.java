package dev.loupe.check;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check that compares the exchanges of one run. Facts are extracted from exchanges in parallel. The result of an exchange
 * depends on the facts of earlier exchanges of the run, so that it is known at once when the exchanges arrive in order.
 *
 * @param <F> the small part of an exchange that the comparison needs, so that a run of any size fits in memory
 */
public non-sealed interface RunCheck<F> extends Check {
    /** The fact of this exchange; null when there is nothing to compare. */
    @Nullable
    F factOf(ParsedExchange observed);

    /** A comparison without any exchange yet. */
    Comparison<F> start();

    /** The type of the facts, with which a journal is read. */
    Class<F> factType();

    /**
     * The facts of a run, or of a part of it. What it contains depends on the set of added facts alone, not on their order: parts
     * of a run can be compared separately and merged in any order. Its size is bounded.
     */
    interface Comparison<F> {
        /** Adds a fact; a fact that is added twice counts once. */
        void add(Occurrence<F> occurrence);

        /** The result of an exchange whose fact was added, in comparison with the added facts that are earlier in the run. */
        Result of(Occurrence<F> occurrence);

        /** The facts on which results depend: another comparison to which they are added is equal to this one. */
        Stream<Occurrence<F>> retained();

        /** Adds the facts of another part of the run. */
        default void merge(Comparison<F> part) {
            part.retained().forEach(this::add);
        }

        /** The result of the next exchange. */
        default Result next(Occurrence<F> occurrence) {
            add(occurrence);
            return of(occurrence);
        }
    }
}
