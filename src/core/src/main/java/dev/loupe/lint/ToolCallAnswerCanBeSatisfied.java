package dev.loupe.lint;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;

/** The schema of an answer that knows tool calls accepts one. */
final class ToolCallAnswerCanBeSatisfied implements LintRule {

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
    public Result on(Spec spec) {
        return Accepted.by(spec, "application/json", (of, operation) -> Ordinary.toolCallAnswer(of.root(), operation));
    }
}
