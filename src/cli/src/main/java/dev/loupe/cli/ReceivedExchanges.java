package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.ExchangeRecorder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Redacts a received exchange, sets its contract and records it, before it is judged.
 *
 * @param contract the name of the contract; null without one
 * @param recorder null when exchanges are not recorded
 */
record ReceivedExchanges(@Nullable String contract, Redactor redactor, @Nullable ExchangeRecorder recorder)
        implements UnaryOperator<Exchange> {
    @Override
    public Exchange apply(Exchange exchange) {
        Exchange redacted = redactor.redact(exchange.withContract(contract));
        if (recorder != null) {
            recorder.write(redacted, redactor);
        }
        return redacted;
    }
}
