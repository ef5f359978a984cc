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

/** A text is more than white space. */
final class MessageNotBlank implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.not-blank",
            Level.SHOULD,
            "a text with finish_reason stop is more than white space",
            "derived: white space has no content; a model can generate it, hence SHOULD",
            "an empty success is a failure that callers do not notice",
            "send an error when nothing could be generated");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }

        return PerChoice.judge(
                completion,
                choice -> isJudged(observed, choice),
                (choice, text) -> text.isBlank()
                        ? Violation.of(
                                choice.at("/content"),
                                "a text",
                                StrictValues.quoted(text),
                                "the text is white space only, and finish_reason is stop")
                        : null,
                NO_TEXT);
    }

    /** message.text-after-reasoning reports reasoning alone. */
    private static boolean isJudged(ParsedExchange observed, Choice choice) {
        return choice.hasText()
                && choice.finishReason().equals("stop")
                && choice.toolCalls().isEmpty()
                && choice.reasoning().isEmpty()
                // before a stop sequence there may be a line break only
                && !StrictValues.isPresent(observed.request().path("stop"));
    }

    private static final Result NO_TEXT = Result.notApplicable("no choice with text has finish_reason stop");
}
