package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "message.finish-reason-known",
        level = Level.MUST,
        truth = "finish_reason is a documented value",
        source =
                "the API reference: stop, length, tool_calls, content_filter, function_call; measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025); provider profiles (providers/*.yaml) may document more; a reason that known servers send is a SHOULD where the server is not known, and so is \"\" in place of null before the last chunk",
        why = "typed clients fail on an unknown value, and others treat a truncated response as complete",
        fix = "map the reason of the upstream to a documented one (end_turn to stop, max_tokens to length)")
final class MessageFinishReasonKnown implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0) {
                // stream.finished owns it in streams, the schema checks own it where there is a schema
                // protocol.body owns a choice that is no object
                boolean isObject = completion
                        .body()
                        .path("choices")
                        .path(choice.first().position())
                        .isObject();
                if (isObject && !observed.hasSchema() && !observed.mayBeAbridged()) {
                    applicable++;
                    violations.add(Violation.of(
                            choice.first().at("/finish_reason"),
                            DOCUMENTED,
                            "absent",
                            "finish_reason is absent from a non-streaming response"));
                }
                continue;
            }
            applicable++;
            if (isUnknown(observed, choice)) {
                violations.add(Violation.of(
                                choice.end().at().at("/finish_reason"),
                                DOCUMENTED,
                                StrictValues.quoted(choice.finishReason()),
                                "finish_reason is " + StrictValues.quoted(choice.finishReason()) + ", expected "
                                        + DOCUMENTED)
                        .atMost(
                                observed.dialect().deviations().finishesWith(choice.finishReason())
                                        ? Level.SHOULD
                                        : Level.MUST));
            }
        }
        int empty = observed.hasSchema() || !completion.finished() ? -1 : eventWithEmptyReason(completion);
        if (empty >= 0) {
            applicable++;
            violations.add(Violation.of(
                            FindingLocation.event(empty, "/choices/0/finish_reason"),
                            "null before the last chunk",
                            "\"\"",
                            "finish_reason is \"\" before the last chunk, expected null")
                    .atMost(Level.SHOULD));
        }
        return applicable == 0 ? Result.notApplicable("the response has no finish_reason") : Result.of(violations);
    }

    /** The first chunk whose finish_reason is an empty text, or -1; clients that compare with null end the response there. */
    private static int eventWithEmptyReason(ParsedCompletion completion) {
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            JsonNode reason = chunk == null
                    ? MissingNode.getInstance()
                    : chunk.path("choices").path(0).path("finish_reason");
            if (reason.isTextual() && reason.textValue().isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /** Where this check reports a finish_reason, so that the schema checks do not report it as well. */
    static Set<FindingLocation> ownedLocations(ParsedExchange observed) {
        Set<FindingLocation> owned = new HashSet<>();
        if (observed.response() instanceof ParsedCompletion completion) {
            for (Choice choice : completion.choices()) {
                if (choice.finishes() > 0 && isUnknown(observed, choice)) {
                    owned.add(choice.end().at().at("/finish_reason"));
                }
            }
        }
        return owned;
    }

    static boolean isUnknown(ParsedExchange observed, Choice choice) {
        return !KNOWN.contains(choice.finishReason()) && !observed.dialect().finishesWith(choice.finishReason());
    }

    private static final String DOCUMENTED = "stop, length, tool_calls, content_filter or function_call";
    private static final Set<String> KNOWN = Set.of("stop", "length", "tool_calls", "content_filter", "function_call");
}
