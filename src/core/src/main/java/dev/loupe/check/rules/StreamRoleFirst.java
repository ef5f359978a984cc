package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** A stream first says who speaks. */
final class StreamRoleFirst implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.role-first",
            Level.MUST,
            "the first delta of a choice says a role",
            "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "clients that join deltas make the message from the first one; without a role the message is not valid in the next request",
            "put role: assistant into the first delta of each choice");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean begun = false;
        for (Choice choice : completion.choices()) {
            begun |= choice.role().said();
            // what begins with the error says that it failed, and nothing of its own
            boolean error = completion.errorEvent() >= 0 && choice.first().event() >= completion.errorEvent();
            if (!choice.role().said() && choice.saysAnything() && !error) {
                violations.add(Violation.of(
                        choice.first().at("/delta/role"),
                        "\"assistant\"",
                        "nothing",
                        "the first delta of a choice does not say who speaks"));
            }
        }
        if (!begun && observed.mayBeShortened()) {
            return SHORTENED;
        }
        return completion.choices().isEmpty() ? NO_CHOICES : Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result SHORTENED =
            Result.notRecorded("a stream in documentation may be printed without its first chunk");
    private static final Result NO_CHOICES = Result.notApplicable("the stream has no choices");
}
