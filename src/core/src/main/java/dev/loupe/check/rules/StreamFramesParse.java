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

@CheckDescription(
        id = "stream.frames-parse",
        level = Level.MUST,
        truth = "the data of every frame is a JSON object or [DONE]",
        source = "the streaming section of the API reference: data-only server-sent events that hold chunk objects",
        why = "one frame that does not parse ends the response in most clients",
        fix =
                "write one complete JSON object into each frame; comments and empty frames are legal, null and a chunk without data: are SHOULD")
final class StreamFramesParse implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        int bad = 0;
        int first = -1;
        int nothing = -1;
        int dropped = -1;
        for (int i = 0; i < completion.events().size(); i++) {
            SseEvent event = completion.events().get(i);
            if (ParsedCompletion.isUnreadable(event) && !(observed.mayBeAbridged() && isDots(event.data()))) {
                bad++;
                first = first < 0 ? i : first;
            }
            dropped = dropped < 0 && event.isDropped() ? i : dropped;
            nothing = nothing < 0 && event.json() != null && event.json().isNull() ? i : nothing;
        }
        if (completion.events().isEmpty()) {
            return Result.notApplicable("the stream has no frames");
        }
        if (bad == 0 && dropped >= 0) {
            return dropped(completion, dropped);
        }
        if (bad == 0 && nothing >= 0) {
            return Result.violated(Violation.of(
                            FindingLocation.event(nothing, ""),
                            "a JSON object or [DONE]",
                            "null",
                            "a frame is null, and clients read choices of every frame")
                    .atMost(Level.SHOULD));
        }
        String kind = first >= 0 && completion.events().get(first).json() != null ? "a JSON object" : "JSON";
        return bad == 0
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.event(first, ""),
                        kind + " or [DONE]",
                        StrictValues.quoted(completion.events().get(first).data()),
                        (bad == 1 ? "a frame is not " + kind + ": " : bad + " frames are not " + kind + ", first: ")
                                + StrictValues.quoted(
                                        completion.events().get(first).data())));
    }

    /** A chunk in a line without the field name {@code data} in small letters. */
    private static Result dropped(ParsedCompletion completion, int event) {
        return Result.violated(Violation.of(
                        FindingLocation.event(event, ""),
                        "data: in front of the chunk",
                        StrictValues.quoted(completion.events().get(event).data()),
                        "a chunk has no data: in small letters in front, and clients drop it")
                .atMost(Level.SHOULD));
    }

    /** An ellipsis, which documentation prints for omitted frames. */
    private static boolean isDots(String data) {
        for (int i = 0; i < data.length(); i++) {
            if (".… ".indexOf(data.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
