package dev.loupe.check;

import java.util.List;

/** Every check, sorted by id. */
public final class Checks {
    private Checks() {}

    public static List<Check> all() {
        return List.of();
    }
}
