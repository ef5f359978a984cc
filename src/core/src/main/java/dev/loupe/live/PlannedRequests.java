package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.probe.OutputLimit;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** The requests of a probe plan; repeats of a probe are adjacent. */
@API(status = API.Status.EXPERIMENTAL)
public final class PlannedRequests {
    private PlannedRequests() {}

    /**
     * The requests of a plan.
     *
     * @param price null without a price table
     */
    public static List<PlannedRequest> of(ProbePlan plan, @Nullable Price price) {
        List<PlannedRequest> requests = new ArrayList<>(plan.requests());
        for (Probe probe : plan.probes()) {
            double highest = CostEstimate.of(probe.request().body()).cost(price);
            List<PlannedRequest.Bounded> bounded = bounded(plan.limits(), probe, price);
            for (int time = 1; time <= probe.repeats(); time++) {
                String id = time == 1 ? probe.id() : probe.id() + "#" + time;
                requests.add(new PlannedRequest(
                        new Exchange.Id(id),
                        probe.request().method(),
                        probe.request().path(),
                        probe.request().headers(),
                        probe.request().body(),
                        probe.probed(),
                        highest,
                        bounded));
            }
        }
        return requests;
    }

    private static List<PlannedRequest.Bounded> bounded(List<OutputLimit> limits, Probe probe, @Nullable Price price) {
        return limits.stream()
                .flatMap(limit -> limit
                        .bounded(probe.request().body())
                        .map(body -> new PlannedRequest.Bounded(
                                limit, body, CostEstimate.of(body).cost(price)))
                        .stream())
                .toList();
    }
}
