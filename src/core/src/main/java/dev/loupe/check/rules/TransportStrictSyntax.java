package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

@CheckDescription(
        id = "transport.strict-syntax",
        level = Level.SHOULD,
        truth = "a response has no syntax that only lenient clients accept",
        source =
                "RFC 9112 sections 2.2, 5.2 and 6.3: a server must not send these, and clients may accept them, hence SHOULD",
        why = "a strict client or a proxy rejects the response",
        fix = "end lines with CRLF, send each header on one line, and send nothing after the body")
final class TransportStrictSyntax implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        return TransportFraming.of(observed, true);
    }
}
