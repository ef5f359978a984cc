package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as requests, the repeats one after the other. */
public final class PlannedRequests {
    private PlannedRequests() {}

    /**
     * The requests of a plan.
     *
     * @param price null when there is no price table
     */
    public static List<PlannedRequest> of(ProbePlan plan, @Nullable Price price) {
        List<PlannedRequest> shipments = new ArrayList<>(plan.requests());
        for (Probe probe : plan.probes()) {
            double worst = CostEstimate.of(probe.request().body()).cost(price);
            for (int time = 1; time <= probe.repeats(); time++) {
                String id = time == 1 ? probe.id() : probe.id() + "#" + time;
                shipments.add(new PlannedRequest(
                        new Exchange.Id(id),
                        probe.request().method(),
                        probe.request().path(),
                        probe.request().headers(),
                        probe.request().body(),
                        probe.probed(),
                        worst));
            }
        }
        return shipments;
    }
}
