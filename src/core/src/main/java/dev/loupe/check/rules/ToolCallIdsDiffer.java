package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "tool.call-ids-differ",
        level = Level.MUST,
        truth = "the tool calls of one message have different ids",
        source =
                "derived: a caller returns each result with the id of its call (tool_call_id in the API reference), so that equal ids make the results ambiguous",
        why = "two results with the same id cannot be assigned to their calls",
        fix = "generate an id for every call")
final class ToolCallIdsDiffer implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        int compared = 0;
        for (Choice choice : completion.choices()) {
            Set<String> seen = new HashSet<>();
            for (ToolCall call : choice.toolCalls()) {
                if (call.id().isEmpty()) {
                    continue;
                }
                compared++;
                if (!seen.add(call.id())) {
                    violations.add(Violation.of(
                            call.at("/id"),
                            "another id than the other calls",
                            StrictValues.quoted(call.id()),
                            "two tool calls of one message have the id " + StrictValues.quoted(call.id())));
                }
            }
        }
        return compared == 0 ? Result.notApplicable("the response has no tool call with an id") : Result.of(violations);
    }
}
