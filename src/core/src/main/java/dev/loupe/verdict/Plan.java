package dev.loupe.verdict;

import dev.loupe.check.Check;
import java.util.List;

/**
 * How a run judges.
 *
 * @param filtered true when some checks were left out on purpose
 * @param workers how many exchanges are judged at once
 * @param again how a finding of this run is seen again
 */
public record Plan(
        List<Check> checks,
        boolean filtered,
        Contexts contexts,
        Baseline baseline,
        int workers,
        Setting setting,
        Again again) {
    public Plan {
        checks = List.copyOf(checks);
    }

    public static Plan of(List<Check> checks, Contexts contexts, Baseline baseline, Setting setting) {
        int workers = Runtime.getRuntime().availableProcessors();
        return new Plan(checks, false, contexts, baseline, workers, setting, Again.PLAINLY);
    }

    /** The same for a run that was asked for like this. */
    public Plan seen(Again again) {
        return new Plan(checks, filtered, contexts, baseline, workers, setting, again);
    }

    /** What is known of the run when it starts. */
    Head header() {
        return new Head(
                setting.version(),
                setting.host(),
                Clip.text(Untold.in(setting.subject()), Clip.NAME),
                setting.seed(),
                setting.clock().instant(),
                filtered,
                checks.stream().map(Check::info).toList());
    }

    /**
     * The same with only the checks whose id matches.
     *
     * @throws IllegalArgumentException when none does
     */
    public Plan only(Glob ids) {
        List<Check> chosen =
                checks.stream().filter(c -> ids.matches(c.info().id())).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no check matches \"" + ids + "\"; loupe explain lists them all");
        }
        boolean fewer = chosen.size() < checks.size() || filtered;
        return new Plan(chosen, fewer, contexts, baseline, workers, setting, again);
    }
}
