package dev.loupe.engine.result;

import dev.loupe.check.CheckInfo;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a run when it starts.
 *
 * @param filtered true when some checks were left out on purpose
 * @param checks in the order of the marks of an exchange
 */
public record RunHeader(
        String version,
        String host,
        String subject,
        long seed,
        Instant startedAt,
        boolean filtered,
        List<CheckInfo> checks) {}
