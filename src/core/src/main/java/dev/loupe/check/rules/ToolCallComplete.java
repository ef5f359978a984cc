package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.KnownDeviations.Deviation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "tool.call-complete",
        level = Level.MUST,
        truth =
                "every tool call of a non-streaming response has an id, a type, a function name and arguments as a string",
        source =
                "the API reference: id, type, function.name and function.arguments of a tool call are required, arguments is a string; a type is not required of a provider whose request names none, and an id not of one that is documented to send none, where null is a SHOULD",
        why = "a call without name cannot be executed, and a result cannot be returned for a call without id",
        fix = "send id, type, function.name and function.arguments (a string of JSON) with every call")
final class ToolCallComplete implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.streamed()) {
            return Result.notApplicable("a stream; tool.first-fragment-complete checks it");
        }
        List<Violation> violations = new ArrayList<>(0);
        int calls = 0;
        for (Choice choice : completion.choices()) {
            JsonNode list = completion
                    .body()
                    .path("choices")
                    .path(choice.first().position())
                    .path("message")
                    .path("tool_calls");
            if (StrictValues.isPresent(list) && !list.isArray() && !observed.hasSchema()) {
                violations.add(wrong(choice, "", "an array", list, "tool_calls is " + StrictValues.shown(list)));
            }
            for (int i = 0; list.isArray() && i < list.size(); i++) {
                calls++;
                judge(observed, choice, list.path(i), "/" + i, violations);
            }
        }
        return calls == 0 && violations.isEmpty()
                ? Result.notApplicable("the response has no tool call")
                : Result.of(violations);
    }

    /** Reports the first defect of a call. */
    private static void judge(
            ParsedExchange observed, Choice choice, JsonNode call, String at, List<Violation> violations) {
        JsonNode type = call.path("type");
        String kind = StrictValues.textOrEmpty(type);
        String part = kind.equals("custom") ? "custom" : "function";
        JsonNode body = call.path(part);
        String text = part.equals("custom") ? "input" : "arguments";
        boolean idOptional = observed.dialect().toolCalls().idOptional();
        // no id is known as an absent or empty one; clients declare it as a string, which null is not
        if (isWrong(observed, call.path("id"))
                && (!idOptional || call.path("id").isNull())) {
            Level most = call.path("id").isTextual() ? observed.levelOf(Deviation.EMPTY_TOOL_CALL_ID) : Level.MUST;
            violations.add(text(choice, at + "/id", "an id", call.path("id")).atMost(idOptional ? Level.SHOULD : most));
        } else if (StrictValues.isPresent(type)
                ? !isKnown(observed, kind) && !observed.hasSchema()
                : !observed.hasSchema()
                        && !observed.dialect().toolCalls().typeOptional()
                        && observed.tools().typed()) {
            violations.add(text(choice, at + "/type", "\"function\" or \"custom\"", type));
        } else if (!body.isObject()) {
            if (!observed.hasSchema()) {
                violations.add(
                        wrong(choice, at + "/" + part, "an object", body, part + " is " + StrictValues.shown(body)));
            }
        } else if (isWrong(observed, body.path("name"))) {
            violations.add(text(choice, at + "/" + part + "/name", "the name of a tool", body.path("name")));
        } else if (!body.path(text).isTextual() && !observed.hasSchema()) {
            violations.add(text(choice, at + "/" + part + "/" + text, "a string", body.path(text)));
        }
    }

    /** Some providers run tools of their own types: {@code builtin_function} of Moonshot. */
    private static boolean isKnown(ParsedExchange observed, String kind) {
        if (kind.equals("function") || kind.equals("custom")) {
            return true;
        }
        for (JsonNode tool : observed.request().path("tools")) {
            if (kind.equals(tool.path("type").textValue())) {
                return true;
            }
        }
        return false;
    }

    /** The schema checks own an absent value and one of another type; an empty string is valid for them. */
    private static boolean isWrong(ParsedExchange observed, JsonNode text) {
        return text.isTextual() ? text.textValue().isEmpty() : !observed.hasSchema();
    }

    private static Violation text(Choice choice, String at, String expected, JsonNode actual) {
        String name = at.substring(at.lastIndexOf('/') + 1);
        return wrong(choice, at, expected, actual, name + " of a tool call is " + StrictValues.shown(actual));
    }

    private static Violation wrong(Choice choice, String at, String expected, JsonNode actual, String what) {
        return Violation.of(
                choice.first().at("/message/tool_calls" + at),
                expected,
                StrictValues.shown(actual),
                what + ", expected " + expected);
    }
}
