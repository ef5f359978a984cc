package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.TransportInfo.Attempt;

@CheckDescription(
        id = "transport.keeps-idle",
        level = Level.INFO,
        truth = "a server that closes connections after a response announces it with Connection: close",
        source =
                "RFC 9112 section 9.6: a server that closes a connection should send the close option; clients send the request again, hence INFO",
        why = "a client that does not send the request again loses it",
        fix = "send Connection: close in the response after which the connection is closed")
final class TransportKeepsIdle implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        Exchange exchange = observed.exchange();
        if (exchange.transport().failed().isEmpty()) {
            return Result.notApplicable("no connection was closed without a response");
        }
        boolean answered = !(exchange.reply() instanceof Reply.Unanswered);
        boolean idle = exchange.transport().failed().size() == 1
                && exchange.transport().failed().stream().allMatch(Attempt::reused);
        return answered && idle
                ? Result.violated(Violation.of(
                        FindingLocation.header("connection"),
                        "close in the response before",
                        "absent",
                        "closes keep-alive connections: the request was sent again on a new connection"))
                : Result.passed();
    }
}
