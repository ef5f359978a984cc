package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be sent.
 *
 * @param id what the exchange will be called
 * @param path of the operation, {@code /v1/chat/completions}
 * @param headers beside those of the target; an empty value leaves that header of the target out
 * @param probed what it tests, null when nothing
 * @param worstCost the most that the answer can cost in US dollars, 0 when not known
 */
public record PlannedRequest(
        Exchange.Id id,
        String method,
        String path,
        Map<String, String> headers,
        Body body,
        @Nullable ProbeInfo probed,
        double worstCost) {
    /** The same under another name. */
    PlannedRequest called(Exchange.Id name) {
        return new PlannedRequest(name, method, path, headers, body, probed, worstCost);
    }
}
