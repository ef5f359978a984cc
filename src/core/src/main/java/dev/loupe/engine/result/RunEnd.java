package dev.loupe.engine.result;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param finishedAt null when it was cut off
 * @param stale baseline entries that no longer happen
 * @param expired baseline entries whose day is over
 * @param notLookedAt baseline entries of which this run cannot say whether they still happen
 * @param incomplete why not everything was looked at: a budget, an interruption
 */
public record RunEnd(
        @Nullable Instant finishedAt,
        List<String> stale,
        List<String> expired,
        List<String> notLookedAt,
        List<String> incomplete) {
    /** A run whose journal has no end: it was killed. */
    public static final RunEnd CUT_OFF = new RunEnd(
            null, List.of(), List.of(), List.of(), List.of("the run was cut off; this is what was decided until then"));

    public RunEnd {
        stale = List.copyOf(stale);
        expired = List.copyOf(expired);
        notLookedAt = List.copyOf(notLookedAt);
        incomplete = List.copyOf(incomplete);
    }
}
