package dev.loupe.diff.judge;

import dev.loupe.exchange.Exchange;
import java.util.List;

/**
 * Recorded exchanges validated against both specs.
 *
 * @param requests recorded requests that both specs describe
 * @param requestsBroken how many are valid in OLD and invalid in NEW
 * @param responses recorded responses and stream events that both specs describe
 * @param responsesBroken how many are valid in OLD and invalid in NEW
 * @param examples at most three invalid exchanges
 */
public record TrafficEvidence(
        int requests, int requestsBroken, int responses, int responsesBroken, List<Example> examples) {
    /** One invalid exchange. */
    public record Example(Exchange.Id exchange, String where, String message) {}
}
