package dev.loupe.lint.rules;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.DocumentedResponse;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.TypicalChatMessages;
import dev.loupe.lint.ValidatedValues;

/** The schema of an answer that knows tool calls accepts one. */
final class ToolCallResponseCanBeSatisfied implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.tool-call-answer-satisfiable",
                Level.MUST,
                "The schema of an answer that knows tool calls accepts one",
                "Measured: what the reference implementation of this API sends",
                "An answer that calls a tool has null for content; by the contract it is wrong",
                "Make the content of a message nullable");
    }

    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues looked = new ValidatedValues(spec);
        for (DocumentedResponse answer : DocumentedResponse.of(spec, "application/json")) {
            if (!answer.choice(spec).property("message").property("tool_calls").isEmpty()) {
                looked.accepts(answer.schema().pointer(), TypicalChatMessages.toolCall(answer.shape(spec)));
            }
        }
        return looked.result("no such answer in the style of chat completions");
    }
}
