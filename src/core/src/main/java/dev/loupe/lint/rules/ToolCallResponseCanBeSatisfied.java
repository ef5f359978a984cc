package dev.loupe.lint.rules;

import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.lint.DocumentedResponse;
import dev.loupe.lint.LintRule;
import dev.loupe.lint.LintedDocument;
import dev.loupe.lint.TypicalChatMessages;
import dev.loupe.lint.ValidatedValues;

@CheckDescription(
        id = "lint.tool-call-answer-satisfiable",
        level = Level.MUST,
        truth = "A response schema with tool calls accepts a tool call",
        source = "Measured: what the reference implementation of this API sends",
        why = "A response with a tool call has null as content, which the contract forbids",
        fix = "Make the content of a message nullable")
final class ToolCallResponseCanBeSatisfied implements LintRule {
    @Override
    public Result on(LintedDocument spec) {
        ValidatedValues values = new ValidatedValues(spec);
        for (DocumentedResponse response : DocumentedResponse.of(spec, "application/json")) {
            if (!response.choice(spec)
                    .property("message")
                    .property("tool_calls")
                    .isEmpty()) {
                values.accepts(response.schema().pointer(), TypicalChatMessages.toolCall(response.schemas(spec)));
            }
        }
        return values.result("no chat completions response with tool calls");
    }
}
