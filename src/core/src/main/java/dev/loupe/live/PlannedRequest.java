package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.probe.OutputLimit;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A request of a plan.
 *
 * @param id id of its exchange
 * @param path of the operation, {@code /v1/chat/completions}
 * @param headers in addition to those of the target; an empty value removes that header of the target
 * @param probed what it tests; null when it is not a probe
 * @param bounded the same with each limit that may bound the output; empty for a request that tests a limit
 */
@API(status = API.Status.EXPERIMENTAL)
public record PlannedRequest(
        Exchange.Id id,
        String method,
        String path,
        Map<String, String> headers,
        Body body,
        @Nullable ProbeInfo probed,
        List<Bounded> bounded) {
    public PlannedRequest {
        bounded = List.copyOf(bounded);
    }

    /** A request that is sent as it is. */
    public PlannedRequest(
            Exchange.Id id,
            String method,
            String path,
            Map<String, String> headers,
            Body body,
            @Nullable ProbeInfo probed) {
        this(id, method, path, headers, body, probed, List.of());
    }

    /** The body with a limit. */
    public record Bounded(OutputLimit limit, Body body) {}

    /** Whether it is a probe with a value of another type. */
    boolean sendsOtherType() {
        return probed != null && probed.sendsOtherType();
    }

    /** The same with another id. */
    PlannedRequest withId(Exchange.Id other) {
        return new PlannedRequest(other, method, path, headers, body, probed, bounded);
    }

    /** The same with a limit that works. */
    PlannedRequest boundedBy(OutputLimit limit) {
        return bounded.stream()
                .filter(each -> each.limit().equals(limit))
                .findFirst()
                .map(each -> new PlannedRequest(id, method, path, headers, each.body(), probed, List.of()))
                .orElse(this);
    }
}
