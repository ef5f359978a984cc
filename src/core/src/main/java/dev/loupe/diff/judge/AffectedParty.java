package dev.loupe.diff.judge;

import java.util.Locale;

/** Who is affected by a change. */
public enum AffectedParty {
    SENDERS,
    READERS,
    GENERATED_CLIENTS,
    OPERATORS;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
