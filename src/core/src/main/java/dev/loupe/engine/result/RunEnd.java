package dev.loupe.engine.result;

import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param finishedAt null when the process was killed
 * @param stale baseline entries that no longer happen
 * @param expired baseline entries past their date
 * @param notExamined baseline entries whose exchange or check is not part of this run
 * @param incomplete why the run does not cover everything; empty when it does
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunEnd(
        @Nullable Instant finishedAt,
        List<String> stale,
        List<String> expired,
        List<String> notExamined,
        List<IncompleteReason> incomplete) {
    /** The end of a run whose journal has none. */
    public static final RunEnd CUT_OFF =
            new RunEnd(null, List.of(), List.of(), List.of(), List.of(new IncompleteReason.CutOff()));

    public RunEnd {
        stale = List.copyOf(stale);
        expired = List.copyOf(expired);
        notExamined = List.copyOf(notExamined);
        incomplete = List.copyOf(incomplete);
    }
}
