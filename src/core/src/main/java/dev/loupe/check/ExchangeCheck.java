package dev.loupe.check;

/** A check that needs one exchange alone. */
public non-sealed interface ExchangeCheck extends Check {
    Result on(ParsedExchange observed);
}
