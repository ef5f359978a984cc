package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apiguardian.api.API;

/**
 * The most that a plan sends and receives.
 *
 * @param repeats requests in addition to the plan, when responses vary
 * @param unlimited when the endpoint ignores every limit
 * @param limited when the endpoint honours the first limit of the plan
 */
@API(status = API.Status.EXPERIMENTAL)
public record PlanEstimate(int repeats, CostEstimate unlimited, CostEstimate limited) {
    /**
     * The estimate of a plan.
     *
     * @param repeats the most requests in addition to the plan
     */
    public static PlanEstimate of(ProbePlan plan, int repeats) {
        List<CostEstimate> unlimited = new ArrayList<>();
        List<CostEstimate> limited = new ArrayList<>();
        for (Probe probe : plan.probes()) {
            Body body = probe.request().body();
            Body sent = plan.limits().stream()
                    .findFirst()
                    .flatMap(limit -> limit.bounded(body))
                    .orElse(body);
            CostEstimate without = CostEstimate.of(body);
            CostEstimate with = CostEstimate.of(sent);
            for (int time = 0; time < probe.repeats(); time++) {
                unlimited.add(new CostEstimate(with.input(), without.output()));
                limited.add(with);
            }
        }
        return new PlanEstimate(repeats, sum(unlimited, repeats), sum(limited, repeats));
    }

    /** The sum of all requests; each repeat counts as the most expensive of them. */
    private static CostEstimate sum(List<CostEstimate> requests, int repeats) {
        return new CostEstimate(
                sum(requests, CostEstimate::input, repeats), sum(requests, CostEstimate::output, repeats));
    }

    private static long sum(List<CostEstimate> requests, ToLongFunction<CostEstimate> tokens, int repeats) {
        return requests.stream().mapToLong(tokens).sum()
                + repeats * requests.stream().mapToLong(tokens).max().orElse(0);
    }
}
