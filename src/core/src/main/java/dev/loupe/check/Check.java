package dev.loupe.check;

/** A rule over exchanges, with the result passed, violated or not applicable. It does no I/O. */
public sealed interface Check permits ExchangeCheck, RunCheck {
    CheckInfo info();
}
