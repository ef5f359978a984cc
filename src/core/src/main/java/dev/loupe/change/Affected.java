package dev.loupe.change;

import java.util.Locale;

/** Whom a change hurts. */
public enum Affected {
    SENDERS,
    READERS,
    GENERATED_CLIENTS,
    OPERATORS;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
