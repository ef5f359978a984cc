package dev.loupe.diff.judge;

import java.util.Locale;

/** Whom a change hurts. */
public enum AffectedParty {
    SENDERS,
    READERS,
    GENERATED_CLIENTS,
    OPERATORS;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
