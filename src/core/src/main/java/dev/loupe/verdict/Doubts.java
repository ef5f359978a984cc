package dev.loupe.verdict;

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
public final class Doubts {
    /** So many requests are sent again at most; a plan stays a plan. */
    private static final int MOST = 5;

    private static final Set<String> OF_THE_RANGE = Set.of("range.accepts-inside", "range.rejects-outside");

    private final Judge judge;
    private final Plan plan;
    private final int times;
    private final Set<Group.Key> steady = new HashSet<>();
    private final Map<String, Map<Group.Key, Integer>> seen = new HashMap<>();

    /**
     * Doubts of a run.
     *
     * @param times how often a request in doubt is sent, the first time included
     */
    public Doubts(Plan plan, int times) {
        this.plan = plan;
        this.times = times;
        this.judge = new Judge(plan.checks(), plan.contexts());
    }

    /** Whether this is worth sending again. */
    public boolean has(Exchange exchange) {
        Map<Group.Key, Integer> first = new HashMap<>();
        broken(exchange).forEach(key -> first.put(key, 1));
        if (times < 2 || steady.containsAll(first.keySet()) || seen.size() == MOST) {
            return false;
        }
        seen.put(exchange.id().value(), first);
        return true;
    }

    /** Learns from an exchange that was sent again. */
    public void repeated(Exchange exchange) {
        Map<Group.Key, Integer> before = seen.getOrDefault(Repeats.base(exchange.id()), new HashMap<>());
        for (Group.Key key : broken(exchange)) {
            if (before.merge(key, 1, Integer::sum) == times) {
                steady.add(key);
            }
        }
    }

    /** What cannot be judged is told by the run; there is nothing to doubt about it. */
    private Set<Group.Key> broken(Exchange exchange) {
        try {
            return broken(judge.judge(exchange));
        } catch (NotJudged unknown) {
            return Set.of();
        }
    }

    private Set<Group.Key> broken(Judge.Judged judged) {
        Set<Group.Key> broken = new HashSet<>();
        for (int i = 0; i < plan.checks().size(); i++) {
            var info = plan.checks().get(i).info();
            if (!OF_THE_RANGE.contains(info.id())
                    && judged.outcomes().get(i) instanceof Outcome.Violated(var violations)) {
                violations.stream()
                        .filter(violation -> Finding.mayDecide(
                                info, violation.attribution(), violation.at().part()))
                        .forEach(violation -> broken.add(Group.Key.of(info.id(), violation)));
            }
        }
        return broken;
    }
}
