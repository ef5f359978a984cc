package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.engine.result.RunHeader;
import dev.loupe.text.TextTruncation;
import java.util.List;
import org.apiguardian.api.API;

/**
 * How a run judges.
 *
 * @param filtered true when the user excluded checks
 * @param workers how many exchanges are judged at once
 * @param rerun options of the command that reproduces a finding
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunPlan(
        List<Check> checks,
        boolean filtered,
        ContextResolver contexts,
        Baseline baseline,
        int workers,
        RunEnvironment environment,
        RerunOptions rerun) {
    public RunPlan {
        checks = List.copyOf(checks);
    }

    public static RunPlan of(List<Check> checks, ContextResolver contexts, Baseline baseline, RunEnvironment setting) {
        int workers = Runtime.getRuntime().availableProcessors();
        return new RunPlan(checks, false, contexts, baseline, workers, setting, RerunOptions.NONE);
    }

    /** The same with options of the command that reproduces a finding. */
    public RunPlan withRerun(RerunOptions again) {
        return new RunPlan(checks, filtered, contexts, baseline, workers, environment, again);
    }

    /** What is known of the run when it starts. */
    RunHeader header() {
        return new RunHeader(
                environment.version(),
                environment.host(),
                TextTruncation.withLength(ReportRedaction.redact(environment.subject()), TextTruncation.NAME),
                environment.seed(),
                environment.clock().instant(),
                filtered,
                checks.stream().map(Check::info).toList());
    }

    /**
     * The same with only the checks whose id matches.
     *
     * @throws IllegalArgumentException when none does
     */
    public RunPlan only(GlobPattern ids) {
        List<Check> chosen =
                checks.stream().filter(c -> ids.matches(c.info().id())).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no check matches \"" + ids + "\"; loupe explain lists all checks");
        }
        boolean fewer = chosen.size() < checks.size() || filtered;
        return new RunPlan(chosen, fewer, contexts, baseline, workers, environment, rerun);
    }
}
