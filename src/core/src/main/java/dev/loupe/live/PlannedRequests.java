package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import dev.loupe.probe.OutputLimit;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apiguardian.api.API;

/** The requests of a probe plan; repeats of a probe are adjacent. */
@API(status = API.Status.EXPERIMENTAL)
public final class PlannedRequests {
    private PlannedRequests() {}

    /** The requests of a plan. */
    public static List<PlannedRequest> of(ProbePlan plan) {
        List<PlannedRequest> requests = new ArrayList<>(plan.requests());
        for (Probe probe : plan.probes()) {
            List<PlannedRequest.Bounded> bounded = bounded(plan.limits(), probe);
            for (int time = 1; time <= probe.repeats(); time++) {
                Exchange.Id id = new Exchange.Id(probe.id());
                requests.add(new PlannedRequest(
                        time == 1 ? id : id.numbered(time),
                        probe.request().method(),
                        probe.request().path(),
                        probe.request().headers(),
                        probe.request().body(),
                        probe.probed(),
                        bounded));
            }
        }
        return requests;
    }

    /** What is the likeliest to end a server is sent last, so that the results of all others are the same in every run. */
    static List<PlannedRequest> otherTypesLast(List<PlannedRequest> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(PlannedRequest::sendsOtherType))
                .toList();
    }

    private static List<PlannedRequest.Bounded> bounded(List<OutputLimit> limits, Probe probe) {
        return limits.stream()
                .flatMap(limit ->
                        limit
                                .bounded(probe.request().body())
                                .map(body -> new PlannedRequest.Bounded(limit, body))
                                .stream())
                .toList();
    }
}
