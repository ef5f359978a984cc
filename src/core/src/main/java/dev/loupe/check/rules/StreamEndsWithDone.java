package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.ProviderDialect.Done;
import java.util.List;

/** A stream says that it is over. */
final class StreamEndsWithDone implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.ends-with-done",
            Level.MUST,
            "the last frame of a stream is [DONE], and only the last",
            "the streaming section of the API reference: the stream is terminated by a data: [DONE] message; MUST for providers that claim it",
            "without the mark a client cannot tell the end of an answer from a lost connection",
            "end every stream with data: [DONE], once");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        if (observed.dialect().done() != Done.REQUIRED) {
            return UNSTATED;
        }
        List<SseEvent> events = completion.events();
        if (completion.failed() || !completion.finished()) {
            return CUT;
        }
        int first = -1;
        for (int i = 0; i < events.size() && first < 0; i++) {
            first = events.get(i).isDone() ? i : -1;
        }
        if (first < 0 && completion.hasUnreadableFrame()) {
            return UNREADABLE;
        }
        if (first < 0) {
            return observed.mayBeShortened()
                    ? SHORTENED
                    : Result.violated(Violation.of(
                            FindingLocation.stream(),
                            "[DONE] at the end",
                            "none",
                            "the stream finished without saying that it is over"));
        }
        return first == events.size() - 1
                ? Result.passed()
                : Result.violated(Violation.of(
                        FindingLocation.event(first + 1, ""),
                        "nothing after [DONE]",
                        StrictValues.quoted(events.get(first + 1).data()),
                        "the stream goes on after it said that it is over"));
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result UNSTATED = Result.notApplicable("this provider does not say how its streams end");
    private static final Result CUT = Result.notApplicable("the stream did not finish");
    private static final Result UNREADABLE =
            Result.notApplicable("a frame that cannot be read may have said it; stream.frames-parse says which");
    private static final Result SHORTENED = Result.notApplicable("documentation prints streams shortened");
}
