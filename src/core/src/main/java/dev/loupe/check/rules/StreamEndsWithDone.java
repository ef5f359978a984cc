package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.KnownDeviations.Deviation;
import dev.loupe.provider.ProviderDialect.Done;
import java.util.List;

@CheckDescription(
        id = "stream.ends-with-done",
        level = Level.MUST,
        truth = "the last frame of a stream, and no other, is [DONE]",
        source =
                "the streaming section of the API reference: the stream is terminated by a data: [DONE] message; MUST for providers that document it",
        why = "without it a client cannot distinguish the end of a stream from a lost connection",
        fix = "end every stream with exactly one data: [DONE]")
final class StreamEndsWithDone implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (observed.dialect().done() != Done.REQUIRED) {
            return Result.notApplicable("the provider profile does not require [DONE]");
        }
        List<SseEvent> events = completion.events();
        if (completion.failed() || !completion.finished()) {
            return Result.notApplicable("the stream did not finish");
        }
        int first = firstDone(events);
        if (first < 0 && completion.hasUnreadableFrame()) {
            return Result.notApplicable(
                    "a frame that is not JSON may have been [DONE]; stream.frames-parse reports it");
        }
        if (first < 0) {
            return observed.mayBeAbridged()
                    ? Result.notApplicable("documentation abridges streams")
                    : Result.violated(Violation.of(
                                    FindingLocation.stream(),
                                    "[DONE] at the end",
                                    "none",
                                    "the stream ends without [DONE]")
                            .atMost(observed.levelOf(Deviation.NO_DONE)));
        }
        return first == events.size() - 1
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.event(first + 1, ""),
                        "nothing after [DONE]",
                        StrictValues.quoted(events.get(first + 1).data()),
                        "a frame follows [DONE]: "
                                + StrictValues.quoted(events.get(first + 1).data())));
    }

    /** Whether this event follows [DONE], where it is a violation: it is one, whatever the event contains. */
    static boolean reports(ParsedExchange observed, int event) {
        if (observed.dialect().done() != Done.REQUIRED
                || !(observed.response() instanceof ParsedCompletion completion)) {
            return false;
        }
        int done = firstDone(completion.events());
        return done >= 0 && done < event;
    }

    private static int firstDone(List<SseEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).isDone()) {
                return i;
            }
        }
        return -1;
    }
}
