package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;

/** A response needs no lenient client. */
final class TransportStrictSyntax implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "transport.strict-syntax",
            Level.SHOULD,
            "a response has no syntax that only lenient clients accept",
            "RFC 9112 sections 2.2, 5.2 and 6.3: a server must not send these, and clients may accept them, hence SHOULD",
            "a strict client or a proxy rejects the response",
            "end lines with CRLF, send each header on one line, and send nothing after the body");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        return TransportFraming.of(observed, true);
    }
}
