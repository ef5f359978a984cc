package dev.loupe.engine.result;

import dev.loupe.exchange.Exchange;
import java.util.List;
import org.apiguardian.api.API;

/** The decision about one exchange, without the facts that reports show of it. */
@API(status = API.Status.EXPERIMENTAL)
public record JudgedExchange(
        Exchange.Id id, ExchangeResult.Basis basis, ExchangeResult.Decision decision, List<Finding> findings) {
    public JudgedExchange {
        findings = List.copyOf(findings);
    }
}
