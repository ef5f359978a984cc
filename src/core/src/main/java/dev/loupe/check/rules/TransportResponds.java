package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;

@CheckDescription(
        id = "transport.responds",
        level = Level.MUST,
        truth =
                "a server that responds to other requests does not close the connection of a request without a response",
        source =
                "RFC 9112 section 9.3 and RFC 9110 section 3.4: a request gets a response; a closed idle connection is excluded by a new connection",
        why = "a caller cannot distinguish an invalid request from a broken network, and sends it again and again",
        fix = "respond with a status, also where the handler of the request fails")
final class TransportResponds implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        Exchange exchange = observed.exchange();
        if (exchange.reply() instanceof Reply.Unanswered(Reply.Failure failure)) {
            if (exchange.transport().endedServer()) {
                return Result.notApplicable("the request ended the server; transport.survives reports it");
            }
            return exchange.transport().isClosedTwice()
                    ? Result.violated(Violation.of(
                            at(exchange),
                            "a response",
                            "none",
                            "no response, twice: the connection was closed, also a new one (" + failure.message()
                                    + ")"))
                    : UNKNOWN;
        }
        return exchange.transport().failed().isEmpty() ? UNKNOWN : Result.passed();
    }

    /** Where the request differs from one that gets a response. */
    static FindingLocation at(Exchange exchange) {
        ProbeInfo probed = exchange.probed();
        return FindingLocation.request(probed == null ? "" : probed.at().toString());
    }

    private static final Result UNKNOWN = Result.notApplicable("no connection was closed twice without a response");
}
