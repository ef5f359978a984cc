package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

@CheckDescription(
        id = "message.text-after-reasoning",
        level = Level.SHOULD,
        truth = "a response that finished with stop and has reasoning has a text as well",
        source = "derived: a caller reads content; a model can stop after its reasoning, hence SHOULD",
        why = "the caller pays for the reasoning and gets an empty text",
        fix = "send the text in content, or finish_reason length when the reasoning used up the limit")
final class MessageTextAfterReasoning implements CompletionCheck {
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
                Result.notApplicable("no choice with reasoning has finish_reason stop"));
    }
}
