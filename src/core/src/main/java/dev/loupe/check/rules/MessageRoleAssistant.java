package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** The assistant speaks. */
final class MessageRoleAssistant implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.role-assistant",
            Level.MUST,
            "the role of an answer is assistant",
            "measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025); the role of a message that the model generates",
            "callers append the message to the conversation; another role changes who said it",
            "send role: assistant");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean said = false;
        for (Choice choice : completion.choices()) {
            said |= choice.role().said();
            if (choice.role().wrong() != null) {
                violations.add(Violation.of(
                        choice.role().wrongAt().at(choice.holder() + "/role"),
                        "\"assistant\"",
                        StrictValues.quoted(choice.role().wrong()),
                        "the answer is not said to be the assistant's"));
            }
        }
        return said || !violations.isEmpty() ? Result.of(violations) : NO_ROLE;
    }

    private static final Result NO_ROLE = Result.notApplicable("no role is said");
}
