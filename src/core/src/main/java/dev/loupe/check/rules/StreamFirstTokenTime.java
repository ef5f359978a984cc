package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

@CheckDescription(
        id = "stream.first-token-time",
        level = Level.INFO,
        truth = "the first frame of a stream arrives within 60 seconds of the request",
        source =
                "derived: 60 seconds is the read time-out of common proxies (nginx proxy_read_timeout); a measurement, not a promise",
        why = "a proxy or client with the usual time-out stops before the response begins",
        fix = "send the first chunk, or comments that keep the connection alive, early")
final class StreamFirstTokenTime implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.events().isEmpty()) {
            return Result.notApplicable("the stream has no frame");
        }
        if (completion.events().getFirst().at() < 0) {
            return Result.notRecorded("times were not recorded");
        }
        double first = completion.events().getFirst().at();
        return first <= LIMIT
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.event(0, ""),
                        "at most 60000 ms",
                        Math.round(first) + " ms",
                        "the first frame arrived after " + Math.round(first) + " ms (at most 60000)"));
    }

    private static final double LIMIT = 60_000;
}
