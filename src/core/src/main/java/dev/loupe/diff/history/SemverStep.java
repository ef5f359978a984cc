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

    /**
     * The version after this step: {@code 1.2.3} and MINOR give {@code 1.3.0}; before 1.0.0 MAJOR raises the minor
     * part.
     */
    public String after(String version) {
        var matcher = java.util.regex.Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?.*")
                .matcher(version);
        if (!matcher.matches()) {
            return version;
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return switch (this) {
            case MAJOR -> major == 0 ? "0." + (minor + 1) + ".0" : (major + 1) + ".0.0";
            case MINOR -> major + "." + (minor + 1) + ".0";
            case PATCH -> major + "." + minor + "." + (patch + 1);
            case NONE -> version;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
