package dev.loupe.diff.judge;

import java.util.Locale;

/** The level of a change, the most severe first. */
public enum Impact {
    /** Some valid message is now invalid, or something that clients use is removed. */
    BREAKING,
    /** No message becomes invalid, but a guarantee is removed. */
    RISKY,
    /** Every client still works. */
    COMPATIBLE,
    /** No message is affected. */
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
                "unknown level '" + word + "', expected breaking, risky, compatible or info");
    }
}
