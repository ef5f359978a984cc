package dev.loupe.check.rules;

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
import java.util.List;

@CheckDescription(
        id = "message.role-assistant",
        level = Level.MUST,
        truth = "the role of a response message is assistant",
        source =
                "measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025); the role of a message that the model generates",
        why = "callers append the message to the conversation, where another role changes its author",
        fix = "send role: assistant")
final class MessageRoleAssistant implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        List<Violation> violations = new ArrayList<>(0);
        boolean present = false;
        for (Choice choice : completion.choices()) {
            present |= choice.role().present();
            if (choice.role().other() != null) {
                violations.add(Violation.of(
                        choice.role().otherAt().at(choice.messagePointer() + "/role"),
                        "\"assistant\"",
                        StrictValues.quoted(choice.role().other()),
                        "role is " + StrictValues.quoted(choice.role().other()) + ", expected \"assistant\""));
            }
        }
        if (!present && violations.isEmpty() && isMissing(observed, completion)) {
            return Result.violated(Violation.of(
                    FindingLocation.body("/choices/0/message/role"),
                    "\"assistant\"",
                    "absent",
                    "role is absent, expected \"assistant\""));
        }
        return present || !violations.isEmpty()
                ? Result.of(violations)
                : Result.notApplicable("the response has no role");
    }

    /** The schema checks own an absent role, and stream.role-first that of a stream. */
    private static boolean isMissing(ParsedExchange observed, ParsedCompletion completion) {
        return !observed.hasSchema()
                && !observed.mayBeAbridged()
                && !completion.streamed()
                && completion.body().path("choices").path(0).path("message").isObject();
    }
}
