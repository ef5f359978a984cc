package dev.loupe.diff.history;

import dev.loupe.diff.DiffResult;
import java.util.Locale;

/** The part of a semantic version to raise after a comparison. */
public enum SemverStep {
    MAJOR,
    MINOR,
    PATCH,
    NONE;

    public static SemverStep of(DiffResult comparison) {
        return switch (comparison.verdict()) {
            case BREAKING -> MAJOR;
            case RISKY, COMPATIBLE -> MINOR;
            case NONE -> comparison.changes().isEmpty() ? NONE : PATCH;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
