package dev.loupe.engine;

import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Exchange;
import org.apiguardian.api.API;

/**
 * Chooses the contract and the provider profile of each exchange. Called by many threads at once.
 */
@API(status = API.Status.EXPERIMENTAL)
@FunctionalInterface
public interface ContextResolver {
    CheckContext of(Exchange exchange);
}
