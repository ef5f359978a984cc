package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import java.util.List;

@CheckDescription(
        id = "stream.gap-time",
        level = Level.INFO,
        truth = "no two frames of a stream are more than 60 seconds apart",
        source =
                "derived: 60 seconds is the read time-out of common proxies (nginx proxy_read_timeout); a measurement, not a promise",
        why = "a proxy or client with the usual time-out ends the response early",
        fix = "send comments that keep the connection alive while nothing is generated")
final class StreamGapTime implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        List<SseEvent> events = completion.events();
        int worst = -1;
        double gap = 0;
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).at() < 0 || events.get(i - 1).at() < 0) {
                return Result.notRecorded("times were not recorded");
            }
            double between = events.get(i).at() - events.get(i - 1).at();
            if (between >= gap) {
                gap = between;
                worst = i;
            }
        }
        if (worst < 0) {
            return Result.notApplicable("fewer than two frames");
        }
        return gap <= LIMIT
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.event(worst, ""),
                        "at most 60000 ms after the previous frame",
                        Math.round(gap) + " ms",
                        "the frame arrived " + Math.round(gap) + " ms after the previous one (at most 60000)"));
    }

    private static final double LIMIT = 60_000;
}
