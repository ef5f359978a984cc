package dev.loupe.check;

/** A check of a single exchange. */
public non-sealed interface ExchangeCheck extends Check {
    Result on(ParsedExchange observed);
}
