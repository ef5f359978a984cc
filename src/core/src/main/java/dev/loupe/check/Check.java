package dev.loupe.check;

/** A rule that looks at exchanges and answers held, broken or nothing to check. */
public sealed interface Check permits ExchangeCheck, RunCheck {
    CheckInfo info();
}
