package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "stream.tool-arguments-join",
        level = Level.SHOULD,
        truth = "the argument fragments of each tool call join to valid JSON",
        source =
                "derived: arguments are documented as JSON that the model generates, which may be invalid, hence SHOULD",
        why = "fragments with a wrong index, lost or sent twice make a call that cannot be executed",
        fix = "send each fragment once, in order, with the index of its call")
final class StreamToolArgumentsJoin implements StreamCheck {
    @Override
    public Result onStream(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0 || choice.isTruncated() || completion.failed()) {
                continue;
            }
            for (ToolCall call : choice.toolCalls()) {
                // a function without parameters may have no arguments
                if (!call.isFunction() || call.arguments().isEmpty()) {
                    continue;
                }
                applicable++;
                if (GeneratedJson.json(call.arguments()) == null) {
                    violations.add(Violation.of(
                            call.at().at("/delta/tool_calls/" + call.position() + "/function/arguments"),
                            "JSON",
                            StrictValues.quoted(call.arguments()),
                            "the argument fragments do not join to JSON: " + StrictValues.quoted(call.arguments())));
                }
            }
        }
        return applicable == 0
                ? Result.notApplicable("the stream has no complete tool call with arguments")
                : Result.of(violations);
    }
}
