package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "stream.role-first",
        level = Level.MUST,
        truth = "the first delta of a choice has a role",
        source = "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
        why = "clients build the message from the first delta; without a role it is not valid in the next request",
        fix = "put role: assistant into the first delta of each choice")
final class StreamRoleFirst implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        if (!observed.dialect().streams().roleFirst()) {
            return UNSTATED;
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean anyRole = false;
        for (Choice choice : completion.choices()) {
            anyRole |= choice.role().present();
            // a choice that begins with the error has no output of its own
            boolean error = completion.errorEvent() >= 0 && choice.first().event() >= completion.errorEvent();
            if (!choice.role().present() && choice.hasOutput() && !error) {
                violations.add(Violation.of(
                        choice.first().at("/delta/role"),
                        "\"assistant\"",
                        "absent",
                        "the first delta of choice " + choice.first().position() + " has no role"));
            }
        }
        if (!anyRole && observed.mayBeAbridged()) {
            return ABRIDGED;
        }
        return completion.choices().isEmpty() ? NO_CHOICES : Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("the response is not a stream");
    private static final Result UNSTATED =
            Result.notApplicable("the provider profile does not state that the first delta has a role");
    private static final Result ABRIDGED = Result.notRecorded("documentation may omit the first chunk of a stream");
    private static final Result NO_CHOICES = Result.notApplicable("the stream has no choices");
}
