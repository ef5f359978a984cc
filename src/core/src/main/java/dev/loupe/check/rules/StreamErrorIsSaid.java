package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;

/** A failure in mid-stream is told. */
final class StreamErrorIsSaid implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.error-is-said",
            Level.MUST,
            "a stream that fails says so in an error frame",
            "OpenRouter, documentation of streaming errors; the status 200 is sent already, so that a frame is the only place left",
            "an answer that breaks off in silence looks like a short one",
            "send a frame with error before closing the stream");

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
        if (completion.errorEvent() >= 0) {
            return Result.passed();
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().equals("error")) {
                return Result.violated(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "an error frame",
                        "finish_reason \"error\" alone",
                        "the stream failed and does not say why"));
            }
        }
        Reply.Failure failure =
                completion.ending() == null ? null : completion.ending().failure();
        if (failure == null) {
            return NO_FAILURE;
        }
        boolean theirs = failure.kind() == Reply.Failure.Kind.RESET || failure.kind() == Reply.Failure.Kind.PROTOCOL;
        return theirs && !completion.finished()
                ? Result.violated(Violation.of(
                        FindingLocation.stream(),
                        "an error frame",
                        StrictValues.quoted(failure.message()),
                        "the stream broke off without a word"))
                : OURS;
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result NO_FAILURE = Result.notApplicable("the stream did not fail");
    private static final Result OURS = Result.notApplicable("a time-out or a limit of ours ended the stream");
}
