package dev.loupe.check.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No request ends the server. */
final class TransportSurvives implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "transport.survives",
            Level.MUST,
            "no request ends the server: it accepts connections afterwards",
            "derived: the request is sent again, alone, to the server that has come back, and a plain request follows; twice is no"
                    + " coincidence; where the server does not come back, no connection is accepted after the request",
            "one caller ends the service of all others with a single request",
            "validate the request before it is processed, and respond with a status where processing fails");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        Exchange exchange = observed.exchange();
        ProbeInfo probed = exchange.probed();
        if (!exchange.transport().endedServer()) {
            return exchange.transport().failed().isEmpty() ? RESPONDED : Result.passed();
        }
        String request = probed == null ? "the request" : RejectionStatus.sent(probed);
        return Result.violated(Violation.of(
                TransportResponds.at(exchange),
                "a response, and a server that accepts connections",
                "neither",
                message(request, exchange.transport().inFlight())));
    }

    private static String message(String request, @Nullable List<String> inFlight) {
        if (inFlight == null) {
            return request + " ends the server: no response, and no connection accepted afterwards, twice";
        }
        return inFlight.isEmpty()
                ? "the server ended during " + request + ", the only request in flight, and did not come back"
                : "the server ended during one of " + (inFlight.size() + 1) + " requests in flight, " + request + " or "
                        + String.join(", ", inFlight) + ", and did not come back";
    }

    private static final Result RESPONDED = Result.notApplicable("no connection was closed without a response");
}
