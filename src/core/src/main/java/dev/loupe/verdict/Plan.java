package dev.loupe.verdict;

import dev.loupe.check.Check;
import java.util.List;

/**
 * How a run judges.
 *
 * @param filtered true when some checks were left out on purpose
 * @param workers how many exchanges are judged at once
 */
public record Plan(
        List<Check> checks, boolean filtered, Contexts contexts, Baseline baseline, int workers, Setting setting) {
    public Plan {
        checks = List.copyOf(checks);
    }

    public static Plan of(List<Check> checks, Contexts contexts, Baseline baseline, Setting setting) {
        return new Plan(checks, false, contexts, baseline, Runtime.getRuntime().availableProcessors(), setting);
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
        return new Plan(chosen, chosen.size() < checks.size() || filtered, contexts, baseline, workers, setting);
    }

    boolean runs(String check) {
        return checks.stream().anyMatch(c -> c.info().id().equals(check));
    }
}
