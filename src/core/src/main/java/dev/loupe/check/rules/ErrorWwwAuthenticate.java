package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

@CheckDescription(
        id = "error.www-authenticate",
        level = Level.INFO,
        truth = "a response with status 401 has the header WWW-Authenticate",
        source =
                "RFC 9110 section 15.5.2: the server MUST send it; clients of this API read the status alone, and large providers omit it, hence INFO",
        why = "a generic HTTP client does not know how to authenticate",
        fix = "send WWW-Authenticate: Bearer with every 401")
final class ErrorWwwAuthenticate implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (observed.status() != 401) {
            return Result.notApplicable("the status is not 401");
        }
        // recordings often have a few headers alone; a complete head has a date
        if (!observed.headers().recorded() || observed.headers().first("date").isEmpty()) {
            return Result.notRecorded("the headers were not recorded");
        }
        return observed.headers().first("www-authenticate").isPresent()
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.header("www-authenticate"),
                        "a scheme, such as Bearer",
                        "absent",
                        "status 401 without WWW-Authenticate"));
    }
}
