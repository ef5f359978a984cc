package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** After the reasoning there is an answer. */
final class MessageAnswerPresent implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.answer-present",
            Level.SHOULD,
            "a response that finished with stop and has reasoning has an answer as well",
            "derived: reasoning is not the answer; a model can stop without one, hence SHOULD",
            "the caller pays for the reasoning and gets an empty text",
            "send the answer in content, or finish_reason length when the reasoning used up the limit");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }

        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.reasoning().isEmpty() || !choice.finishReason().equals("stop") || completion.failed()) {
                continue;
            }
            applicable++;
            boolean blank = choice.content() == null || choice.content().isBlank();
            if (blank
                    && choice.toolCalls().isEmpty()
                    && !choice.hasRefusal()
                    && !choice.output().other()) {
                violations.add(Violation.of(
                        choice.at("/content"),
                        "an answer",
                        "reasoning only",
                        "the response has " + choice.reasoning().length()
                                + " characters of reasoning and no answer, and finish_reason is stop"));
            }
        }
        return applicable == 0 ? NO_REASONING : Result.of(violations);
    }

    private static final Result NO_REASONING = Result.notApplicable("no choice with reasoning has finish_reason stop");

}
