package dev.loupe.diff.judge;

import java.util.Locale;

/** How much a change hurts; the worst first. */
public enum Impact {
    /** Some message that was right is now wrong, or something that clients rely on is gone. */
    BREAKING,
    /** No message becomes wrong, but a promise is withdrawn. */
    RISKY,
    /** Every client goes on working. */
    COMPATIBLE,
    /** Nothing that a message could show. */
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level with that name, for configuration files. */
    public static Impact of(String word) {
        for (Impact each : values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "no level is called '" + word + "': say breaking, risky, compatible or info");
    }
}
