package dev.loupe.engine;

import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RepeatCounter;
import dev.loupe.exchange.Exchange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which exchanges are worth sending again, to tell what breaks every time from what breaks from time to time: those with a
 * defect that decides and was not yet seen to come back. What a server takes or refuses is not among them: it does not roll
 * dice over the range of a number. Used by one thread.
 */
public final class FlakinessPolicy {
    /** So many requests are sent again at most; a plan stays a plan. */
    private static final int MAX_REPEATED = 5;

    private static final Set<String> STEADY_CHECKS = Set.of("range.accepts-inside", "range.rejects-outside");

    private final CheckRunner runner;
    private final RunPlan plan;
    private final int times;
    private final Set<FindingGroup.Key> steady = new HashSet<>();
    private final Map<String, Map<FindingGroup.Key, Integer>> counts = new HashMap<>();

    /**
     * Doubts of a run.
     *
     * @param times how often a request in doubt is sent, the first time included
     */
    public FlakinessPolicy(RunPlan plan, int times) {
        this.plan = plan;
        this.times = times;
        this.runner = new CheckRunner(plan.checks(), plan.contexts());
    }

    /** Whether this is worth sending again. */
    public boolean wantsRepeat(Exchange exchange) {
        Map<FindingGroup.Key, Integer> first = new HashMap<>();
        violations(exchange).forEach(key -> first.put(key, 1));
        if (times < 2 || steady.containsAll(first.keySet()) || counts.size() == MAX_REPEATED) {
            return false;
        }
        counts.put(exchange.id().value(), first);
        return true;
    }

    /** Learns from an exchange that was sent again. */
    public void onRepeat(Exchange exchange) {
        Map<FindingGroup.Key, Integer> before =
                counts.getOrDefault(RepeatCounter.baseId(exchange.id()), new HashMap<>());
        for (FindingGroup.Key key : violations(exchange)) {
            if (before.merge(key, 1, Integer::sum) == times) {
                steady.add(key);
            }
        }
    }

    /** What cannot be judged is told by the run; there is nothing to doubt about it. */
    private Set<FindingGroup.Key> violations(Exchange exchange) {
        try {
            return violations(runner.run(exchange));
        } catch (ExchangeNotJudgedException unknown) {
            return Set.of();
        }
    }

    private Set<FindingGroup.Key> violations(CheckRunner.CheckedExchange judged) {
        Set<FindingGroup.Key> broken = new HashSet<>();
        for (int i = 0; i < plan.checks().size(); i++) {
            var info = plan.checks().get(i).info();
            if (!STEADY_CHECKS.contains(info.id())
                    && judged.outcomes().get(i) instanceof CheckOutcome.Violated(var violations)) {
                violations.stream()
                        .filter(violation -> Finding.mayFail(
                                info, violation.attribution(), violation.at().part()))
                        .forEach(violation -> broken.add(FindingGroup.Key.of(info.id(), violation)));
            }
        }
        return broken;
    }
}
