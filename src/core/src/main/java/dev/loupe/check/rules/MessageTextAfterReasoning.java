package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** The reasoning is followed by a text. */
final class MessageTextAfterReasoning implements CompletionCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.text-after-reasoning",
            Level.SHOULD,
            "a response that finished with stop and has reasoning has a text as well",
            "derived: a caller reads content; a model can stop after its reasoning, hence SHOULD",
            "the caller pays for the reasoning and gets an empty text",
            "send the text in content, or finish_reason length when the reasoning used up the limit");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        return PerChoice.judge(
                completion,
                choice -> !choice.reasoning().isEmpty() && choice.finishReason().equals("stop") && !completion.failed(),
                (choice, text) -> text.isBlank()
                                && choice.toolCalls().isEmpty()
                                && !choice.hasRefusal()
                                && !choice.output().other()
                        ? Violation.of(
                                choice.at("/content"),
                                "a text",
                                "reasoning only",
                                "the response has " + choice.reasoning().length()
                                        + " characters of reasoning and no text, and finish_reason is stop")
                        : null,
                NO_REASONING);
    }

    private static final Result NO_REASONING = Result.notApplicable("no choice with reasoning has finish_reason stop");
}
