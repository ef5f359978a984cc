package dev.loupe.check;

import dev.loupe.exchange.Exchange;
import org.apiguardian.api.API;

/**
 * The fact of one exchange of a run.
 *
 * @param position in the order of the run; unique in the run
 * @param exchange id of the exchange, for messages
 */
@API(status = API.Status.EXPERIMENTAL)
public record Occurrence<F>(long position, Exchange.Id exchange, F fact) {
    /** Whether this is earlier in the run. */
    public boolean isBefore(Occurrence<?> other) {
        return position < other.position;
    }
}
