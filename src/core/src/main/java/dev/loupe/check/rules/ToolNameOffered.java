package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Origin;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "tool.name-offered",
        level = Level.MUST,
        truth = "a called tool is one of the tools of the request",
        source = "the API reference of tools: a list of tools the model may call",
        why = "an agent has nothing to execute for a tool that it does not know",
        fix = "constrain the names of calls to the tools of the request, and send no call without tools")
final class ToolNameOffered implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!observed.request().isObject()) {
            return Result.notRecorded("the request was not recorded");
        }
        OfferedTools offered = observed.tools();
        if (offered.isEmpty() && observed.exchange().origin().kind() == Origin.Kind.ASSEMBLED) {
            return Result.notRecorded("the log does not have the tools of the request");
        }
        if (offered.serverTools()) {
            return Result.notApplicable("the server runs tools of its own, whose names the request does not state");
        }
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            for (ToolCall call : choice.toolCalls()) {
                if (call.name().isEmpty()) {
                    continue;
                }
                applicable++;
                if (!offered.contains(call.name())) {
                    String expected = offered.isEmpty()
                            ? "no call: the request offers no tool"
                            : "one of the " + offered.size() + " offered tools";
                    violations.add(Violation.of(
                            call.at(call.isFunction() ? "/function/name" : "/custom/name"),
                            expected,
                            StrictValues.quoted(call.name()),
                            "tool " + StrictValues.quoted(call.name()) + " is called, expected " + expected));
                }
            }
        }
        return applicable == 0 ? Result.notApplicable("the response calls no tool") : Result.of(violations);
    }
}
