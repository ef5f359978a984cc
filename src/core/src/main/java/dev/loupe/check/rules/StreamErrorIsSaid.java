package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;

@CheckDescription(
        id = "stream.error-is-said",
        level = Level.MUST,
        truth = "a stream that fails ends with an error frame",
        source =
                "OpenRouter, documentation of streaming errors; status 200 is already sent, so that only a frame can report the error",
        why = "a response that stops without an error looks like a short one",
        fix = "send a frame with error before closing the stream")
final class StreamErrorIsSaid implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.errorEvent() >= 0) {
            return Result.passed();
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().equals("error")) {
                return Result.violated(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "an error frame",
                        "finish_reason \"error\" alone",
                        "finish_reason is \"error\" without an error frame"));
            }
        }
        Reply.Failure failure =
                completion.ending() == null ? null : completion.ending().failure();
        if (failure == null) {
            return Result.notApplicable("the stream did not fail");
        }
        boolean byServer = failure.kind() == Reply.Failure.Kind.RESET || failure.kind() == Reply.Failure.Kind.PROTOCOL;
        return byServer && !completion.finished()
                ? Result.violated(Violation.of(
                        FindingLocation.stream(),
                        "an error frame",
                        StrictValues.quoted(failure.message()),
                        "the stream stopped without an error frame: " + failure.message()))
                : Result.notApplicable("a time-out or a limit of the client ended the stream");
    }
}
