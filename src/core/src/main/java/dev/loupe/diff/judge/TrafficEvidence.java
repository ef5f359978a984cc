package dev.loupe.diff.judge;

import dev.loupe.exchange.Exchange;
import java.util.List;

/**
 * What recorded traffic says of the change.
 *
 * @param requests recorded requests that both contracts could judge
 * @param requestsBroken how many obeyed OLD and no longer obey NEW
 * @param responses recorded answers and stream events that both could judge
 * @param responsesBroken how many obey NEW and did not obey OLD, or the other way round
 * @param examples at most three exchanges to look at
 */
public record TrafficEvidence(
        int requests, int requestsBroken, int responses, int responsesBroken, List<Example> examples) {
    /** One exchange that shows it. */
    public record Example(Exchange.Id exchange, String where, String message) {}
}
