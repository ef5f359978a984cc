package dev.loupe.engine;

import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Exchange;

/**
 * Chooses the contract and the provider profile of each exchange. Called by many threads at once.
 */
@FunctionalInterface
public interface ContextResolver {
    CheckContext of(Exchange exchange);
}
