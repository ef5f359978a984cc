package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a response obeys {@code tool_choice} and {@code parallel_tool_calls}. Two checks share it: one for providers
 * that document these parameters or reject what they do not support, one for all others.
 */
final class ToolChoiceOutcome {
    /** Names of the value that requires a call: OpenAI's and Mistral's. */
    private static final Set<String> REQUIRED = Set.of("required", "any");

    private final ParsedExchange observed;
    private final ParsedCompletion completion;
    private final OfferedTools offered;
    private final boolean ignorable;
    private final List<Violation> violations = new ArrayList<>(0);
    private int applicable;

    private ToolChoiceOutcome(ParsedExchange observed, ParsedCompletion completion, boolean ignorable) {
        this.observed = observed;
        this.completion = completion;
        this.offered = observed.tools();
        this.ignorable = ignorable;
    }

    /**
     * The result of a check.
     *
     * @param ignorable whether the check is about parameters that the provider may ignore
     */
    static Result of(ParsedExchange observed, ParsedCompletion completion, boolean ignorable) {
        JsonNode request = observed.request();
        if (!request.has("tool_choice") && !request.has("parallel_tool_calls")) {
            return NOT_REQUESTED;
        }
        ToolChoiceOutcome outcome = new ToolChoiceOutcome(observed, completion, ignorable);
        outcome.judge();
        return outcome.applicable == 0 ? NOT_REQUESTED : Result.of(outcome.violations);
    }

    private static final Result NOT_REQUESTED =
            Result.notApplicable("no such tool_choice or parallel_tool_calls, or no complete response");

    private void judge() {
        JsonNode request = observed.request();
        boolean choiceMayBeIgnored = !ParameterSupport.isSupported(observed, "tool_choice");
        boolean parallelMayBeIgnored = !ParameterSupport.isSupported(observed, "parallel_tool_calls");
        for (Choice choice : completion.choices()) {
            if (choice.finishReason().isEmpty() || completion.failed()) {
                continue;
            }
            if (choiceMayBeIgnored == ignorable) {
                judgeChoice(request.path("tool_choice"), choice);
            }
            if (parallelMayBeIgnored == ignorable && isFalse(request.path("parallel_tool_calls"))) {
                judgeParallel(choice);
            }
        }
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private void judgeParallel(Choice choice) {
        int calls = choice.toolCalls().size();
        if (calls == 0) {
            return;
        }
        applicable++;
        if (calls > 1) {
            violations.add(Violation.of(
                    choice.toolCalls().get(1).at(""),
                    "at most one call",
                    Integer.toString(calls),
                    calls + " tool calls although parallel_tool_calls is false, expected at most one"));
        }
    }

    private void judgeChoice(JsonNode wanted, Choice choice) {
        String mode = StrictValues.textOrEmpty(wanted);
        JsonNode allowed = wanted.path("allowed_tools");
        if (mode.equals("none")) {
            applicable++;
            if (!choice.toolCalls().isEmpty()) {
                violations.add(Violation.of(
                        choice.toolCalls().get(0).at(""),
                        "no call",
                        called(choice),
                        "the response calls " + called(choice) + " although tool_choice is none"));
            }
        } else if (REQUIRED.contains(mode)) {
            requireCall(choice, "tool_choice is " + mode);
        } else if (allowed.isObject()) {
            if (REQUIRED.contains(StrictValues.textOrEmpty(allowed.path("mode")))) {
                requireCall(choice, "tool_choice is allowed_tools with mode required");
            }
            names(choice, namesOf(allowed.path("tools")), "an allowed tool");
        } else if (wanted.isObject()) {
            String name = nameOf(wanted);
            if (offered.contains(name)) {
                requireCall(choice, "tool_choice requires " + StrictValues.quoted(name));
                names(choice, Set.of(name), StrictValues.quoted(name));
            }
        }
    }

    private void requireCall(Choice choice, String why) {
        // a limit, a filter or a refusal may come before the call
        if (choice.isTruncated() || choice.hasRefusal() || choice.output().other() || offered.isEmpty()) {
            return;
        }
        applicable++;
        // message.tool-calls-finish reports calls that are announced and missing
        if (choice.toolCalls().isEmpty() && !choice.finishReason().equals("tool_calls")) {
            violations.add(Violation.of(
                    choice.at("/tool_calls"), "a tool call", "none", "the response calls no tool although " + why));
        }
    }

    private void names(Choice choice, Set<String> names, String expected) {
        for (ToolCall call : choice.toolCalls()) {
            if (call.name().isEmpty() || !offered.contains(call.name())) {
                // tool.call-complete and tool.name-offered report these
                continue;
            }
            applicable++;
            if (!names.contains(call.name())) {
                violations.add(Violation.of(
                        call.at(call.isFunction() ? "/function/name" : "/custom/name"),
                        expected,
                        StrictValues.quoted(call.name()),
                        "tool " + StrictValues.quoted(call.name()) + " is called, and tool_choice requires "
                                + expected));
            }
        }
    }

    private static Set<String> namesOf(JsonNode tools) {
        Set<String> names = new HashSet<>();
        tools.forEach(tool -> names.add(nameOf(tool)));
        return names;
    }

    private static String nameOf(JsonNode tool) {
        for (String part : List.of("function", "custom")) {
            String name = StrictValues.textOrEmpty(tool.path(part).path("name"));
            if (!name.isEmpty()) {
                return name;
            }
        }
        return "";
    }

    private static String called(Choice choice) {
        return StrictValues.quoted(choice.toolCalls().get(0).name());
    }
}
