package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.Occurrence;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.engine.summary.RepeatCounter;
import dev.loupe.exchange.Exchange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Which requests are sent again, to distinguish findings that occur every time from flaky ones: those with a finding that fails
 * the run and is not yet known to be steady. Accepted and rejected values are steady. Used by one thread.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class FlakinessPolicy {
    /** The requests that are repeated. */
    private static final int MAX_REPEATED = 3;

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

    /** The most requests that are sent in addition to the plan. */
    public static int mostRepeats(int times) {
        return MAX_REPEATED * (times - 1);
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
            Check check = plan.checks().get(i);
            if (!STEADY_CHECKS.contains(check.info().id())) {
                alone(check, judged, i).stream()
                        .filter(violation -> Finding.mayFail(check.info(), violation))
                        .forEach(violation -> violated.add(FindingGroup.Key.of(check.info(), violation)));
            }
        }
        return violated;
    }

    /** The violations of one exchange; a check that compares exchanges gets no other one. */
    private static List<Violation> alone(Check check, CheckRunner.CheckedExchange judged, int index) {
        if (judged.outcomes().get(index) instanceof CheckOutcome.Violated(var violations)) {
            return violations;
        }
        Object fact = judged.facts().get(index);
        return check instanceof RunCheck<?> compared
                        && fact != null
                        && compared(compared, judged.exchange().id(), fact) instanceof Result.Violated(var violations)
                ? violations
                : List.of();
    }

    @SuppressWarnings("unchecked") // the fact is of this check
    private static <F> Result compared(RunCheck<F> check, Exchange.Id exchange, Object fact) {
        return check.start().next(new Occurrence<>(0, exchange, (F) fact));
    }
}
