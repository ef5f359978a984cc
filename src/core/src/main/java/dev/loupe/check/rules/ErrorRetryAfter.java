package dev.loupe.check.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.List;

@CheckDescription(
        id = "error.retry-after",
        level = Level.INFO,
        truth = "a 429 has a Retry-After or rate-limit reset header",
        source = "RFC 6585 section 4: the response may include a Retry-After header, hence INFO",
        why = "without it clients retry too early and all at once",
        fix = "send Retry-After with every 429")
final class ErrorRetryAfter implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (observed.status() != 429) {
            return Result.notApplicable("the status is not 429");
        }
        if (!observed.headers().recorded()) {
            return Result.notRecorded("the headers were not recorded");
        }
        for (String name : NAMES) {
            if (observed.headers().first(name).isPresent()) {
                return Result.passed();
            }
        }
        return Result.violated(Violation.of(
                FindingLocation.header("retry-after"),
                "seconds or a date",
                "absent",
                "the response is 429 without Retry-After or a rate-limit reset header"));
    }

    private static final List<String> NAMES = List.of(
            "retry-after",
            "retry-after-ms",
            "x-ratelimit-reset",
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens");
}
