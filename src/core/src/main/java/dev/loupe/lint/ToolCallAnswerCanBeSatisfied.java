package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.schema.ContractSchemas.Reading;
import dev.loupe.schema.Mismatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
        List<Violation> violations = new ArrayList<>();
        Set<JsonPointer> told = new HashSet<>();
        int answers = 0;
        for (Spec.Operation operation : spec.operations()) {
            for (Ordinary.Message message : Ordinary.toolCallAnswer(spec.root(), operation)) {
                answers++;
                List<Mismatch> mismatches = spec.validation()
                        .answer(
                                Reading.PUBLISHED,
                                operation.method().toUpperCase(Locale.ROOT),
                                operation.path(),
                                message.status(),
                                "application/json",
                                message.json())
                        .orElse(List.of());
                for (Mismatch mismatch : mismatches) {
                    if (!told.add(mismatch.schemaAt())) {
                        continue; // one keyword, one defect, however many messages meet it
                    }
                    violations.add(LintRule.defect(
                            mismatch.schemaAt(),
                            mismatch.expected(),
                            mismatch.actual(),
                            message.name() + " is rejected at " + mismatch.at() + ": " + mismatch.message()));
                }
            }
        }
        return answers == 0
                ? Result.nothingToCheck("no such answer in the style of chat completions")
                : Result.of(violations);
    }
}
