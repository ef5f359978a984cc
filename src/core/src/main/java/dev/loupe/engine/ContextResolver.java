package dev.loupe.engine;

import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Exchange;

/**
 * Chooses, per exchange, the contract it is held to and the provider whose dialect it speaks: from an option, from what
 * the recording says, or from the model it asks for. Called by many threads at once.
 */
@FunctionalInterface
public interface ContextResolver {
    CheckContext of(Exchange exchange);
}
