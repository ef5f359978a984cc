package dev.loupe.openapi.values;

import dev.loupe.openapi.schema.BoundedPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Matches texts against patterns to select values: each pattern is compiled once, and all matches together take a limited
 * number of steps, so that thousands of patterns that backtrack cost no more than thousands of simple ones.
 */
public final class PatternTrial {
    private final Map<String, Optional<BoundedPattern>> compiled = new HashMap<>();
    private final AtomicInteger left;

    public PatternTrial(int steps) {
        this.left = new AtomicInteger(steps);
    }

    /** Whether the text matches each of these patterns; undecided counts as no match. */
    public boolean matches(Collection<String> patterns, String text) {
        return patterns.stream().allMatch(pattern -> matches(pattern, text));
    }

    private boolean matches(String regex, String text) {
        Optional<BoundedPattern> pattern = compiled.computeIfAbsent(regex, PatternTrial::compile);
        try {
            return pattern.isPresent() && pattern.get().matches(text, left);
        } catch (BoundedPattern.Undecided undecided) {
            return false;
        }
    }

    private static Optional<BoundedPattern> compile(String regex) {
        try {
            return Optional.of(BoundedPattern.of(regex));
        } catch (BoundedPattern.Undecided notParsed) {
            return Optional.empty();
        }
    }
}
