package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.Provider.Price;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as requests, the repeats one after the other. */
public final class Shipments {
    private Shipments() {}

    /**
     * The requests of a plan.
     *
     * @param price null when there is no price table
     */
    public static List<Shipment> of(ProbePlan plan, @Nullable Price price) {
        List<Shipment> shipments = new ArrayList<>(plan.requests());
        for (Probe probe : plan.probes()) {
            double worst = Estimate.of(probe.ask().body()).cost(price);
            for (int time = 1; time <= probe.repeats(); time++) {
                String id = time == 1 ? probe.id() : probe.id() + "#" + time;
                shipments.add(new Shipment(
                        new Exchange.Id(id),
                        probe.ask().method(),
                        probe.ask().path(),
                        probe.ask().headers(),
                        probe.ask().body(),
                        probe.probed(),
                        worst));
            }
        }
        return shipments;
    }
}
