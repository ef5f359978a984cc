package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RejectionStatus;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

@CheckDescription(
        id = "transport.survives",
        level = Level.MUST,
        truth = "no request ends the server: it accepts connections afterwards",
        source =
                "derived: the request is sent again, alone, to the server that has come back, and a plain request follows; twice is no"
                        + " coincidence; where the server does not come back, no connection is accepted after the request",
        why = "one caller ends the service of all others with a single request",
        fix = "validate the request before it is processed, and respond with a status where processing fails")
final class TransportSurvives implements ExchangeCheck {
    private static final String NEITHER = "neither";

    @Override
    public Result on(ParsedExchange observed) {
        Exchange exchange = observed.exchange();
        ProbeInfo probed = exchange.probed();
        if (!exchange.transport().endedServer()) {
            return exchange.transport().failed().isEmpty()
                    ? Result.notApplicable("no connection was closed without a response")
                    : Result.passed();
        }
        String request = probed == null ? "the request" : RejectionStatus.sent(probed);
        Reply.Head head = exchange.reply().headOrNull();
        int error = head != null && head.code() >= 500 ? head.code() : 0;
        String actual = error > 0 ? "status " + error + ", and a server that accepts none" : NEITHER;
        List<String> others = exchange.transport().inFlight();
        if (others == null) {
            return violated(
                    TransportResponds.at(exchange),
                    actual,
                    request + " ends the server: "
                            + (error > 0 ? "status " + error : "no response")
                            + ", and no connection accepted afterwards, twice");
        }
        List<String> before = exchange.transport().serverErrors();
        return others.isEmpty() && before.isEmpty()
                ? violated(
                        TransportResponds.at(exchange),
                        actual,
                        error > 0
                                ? "the server ended just after it responded to " + request + " with status " + error
                                        + ", and did not come back"
                                : "the server ended during " + request
                                        + ", the only request in flight, and did not come back")
                // which of them is the reason is not known, so that the location is none of theirs
                : violated(
                        FindingLocation.request(""), NEITHER, lost(exchange.id().value(), others, before));
    }

    private static Result violated(FindingLocation at, String actual, String message) {
        return Result.violated(Violation.of(at, "a response, and a server that accepts connections", actual, message));
    }

    private static String lost(String id, List<String> others, List<String> before) {
        String inFlight = Stream.concat(Stream.of(id), others.stream()).sorted().collect(Collectors.joining(", "));
        return "the server ended while " + (others.isEmpty() ? "1 request was" : (others.size() + 1) + " requests were")
                + " in flight: " + inFlight + ", and did not come back"
                + (before.isEmpty() ? "" : "; a status of 5xx just before: " + String.join(", ", before));
    }
}
