package dev.loupe.verdict;

import dev.loupe.check.Context;
import dev.loupe.exchange.Exchange;

/**
 * Chooses, per exchange, the contract it is held to and the provider whose dialect it speaks: from an option, from what
 * the recording says, or from the model it asks for. Called by many threads at once.
 */
@FunctionalInterface
public interface Contexts {
    Context of(Exchange exchange);
}
