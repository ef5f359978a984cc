package dev.loupe.engine.result;

import dev.loupe.check.CheckInfo;
import java.time.Instant;
import java.util.List;
import org.apiguardian.api.API;

/**
 * What is known at the start of a run.
 *
 * @param filtered true when the user excluded checks
 * @param checks in the order of the marks of an exchange
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunHeader(
        String version,
        String host,
        String subject,
        long seed,
        Instant startedAt,
        boolean filtered,
        List<CheckInfo> checks) {}
