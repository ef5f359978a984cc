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
import org.apiguardian.api.API;

/**
 * Which requests are sent again, to distinguish findings that occur every time from flaky ones: those with a finding that fails
 * the run and is not yet known to be steady. Accepted and rejected values are steady. Used by one thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class FlakinessPolicy {
    /** Limits the requests that are sent in addition to the plan. */
    private static final int MAX_REPEATED = 5;

    private static final Set<String> STEADY_CHECKS = Set.of("range.accepts-inside", "range.rejects-outside");

    private final CheckRunner runner;
    private final RunPlan plan;
    private final int times;
    private final Set<FindingGroup.Key> steady = new HashSet<>();
    private final Map<String, Map<FindingGroup.Key, Integer>> counts = new HashMap<>();

    /**
     * The policy of a run.
     *
     * @param times how often such a request is sent, including the first time
     */
    public FlakinessPolicy(RunPlan plan, int times) {
        this.plan = plan;
        this.times = times;
        this.runner = new CheckRunner(plan.checks(), plan.contexts());
    }

    /** Whether the request of this exchange is sent again. */
    public boolean wantsRepeat(Exchange exchange) {
        Map<FindingGroup.Key, Integer> first = new HashMap<>();
        violations(exchange).forEach(key -> first.put(key, 1));
        if (times < 2 || steady.containsAll(first.keySet()) || counts.size() == MAX_REPEATED) {
            return false;
        }
        counts.put(exchange.id().value(), first);
        return true;
    }

    /** Receives the exchange of a repeated request. */
    public void onRepeat(Exchange exchange) {
        Map<FindingGroup.Key, Integer> before =
                counts.getOrDefault(RepeatCounter.baseId(exchange.id()), new HashMap<>());
        for (FindingGroup.Key key : violations(exchange)) {
            if (before.merge(key, 1, Integer::sum) == times) {
                steady.add(key);
            }
        }
    }

    /** The run reports exchanges that cannot be judged; they have no violations. */
    private Set<FindingGroup.Key> violations(Exchange exchange) {
        try {
            return violations(runner.run(exchange));
        } catch (ExchangeNotJudgedException unknown) {
            return Set.of();
        }
    }

    private Set<FindingGroup.Key> violations(CheckRunner.CheckedExchange judged) {
        Set<FindingGroup.Key> violated = new HashSet<>();
        for (int i = 0; i < plan.checks().size(); i++) {
            var info = plan.checks().get(i).info();
            if (!STEADY_CHECKS.contains(info.id())
                    && judged.outcomes().get(i) instanceof CheckOutcome.Violated(var violations)) {
                violations.stream()
                        .filter(violation -> Finding.mayFail(
                                info, violation.attribution(), violation.at().part()))
                        .forEach(violation -> violated.add(FindingGroup.Key.of(info.id(), violation)));
            }
        }
        return violated;
    }
}
