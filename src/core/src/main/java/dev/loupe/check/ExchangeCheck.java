package dev.loupe.check;

import dev.loupe.exchange.Exchange;

/** A check that needs one exchange alone. */
public non-sealed interface ExchangeCheck extends Check {
    Result on(Exchange exchange, Context context);
}
