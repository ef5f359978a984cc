package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParameterSupport;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

@CheckDescription(
        id = "message.choices-as-asked",
        level = Level.MUST,
        truth = "there are n choices, with each index from 0 to n-1 once",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); the description of n",
        why = "callers read choices[0] and iterate to n",
        fix = "return n choices, or reject n where it is not supported")
final class MessageChoicesAsAsked implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (completion.streamed()) {
            return Result.notApplicable("a stream; stream.choice-indices checks it");
        }
        long requested = observed.choicesRequested();
        int got = completion.choices().size();
        if (got != requested) {
            // a provider that ignores unsupported parameters returns one choice for any n
            return Result.violated(Violation.of(
                            FindingLocation.body("/choices"),
                            requested == 1 ? "1 choice" : requested + " choices",
                            Integer.toString(got),
                            "the response has " + got + (got == 1 ? " choice" : " choices") + ", requested "
                                    + requested)
                    .atMost(got == 1 ? ParameterSupport.levelIfIgnored(observed, "n") : Level.MUST));
        }
        List<Violation> violations = new ArrayList<>(0);
        Set<Long> seen = new HashSet<>();
        for (Choice choice : completion.choices()) {
            long index = choice.index();
            if (index != StrictValues.NOT_AN_INTEGER && (index < 0 || index >= requested || !seen.add(index))) {
                violations.add(Violation.of(
                        choice.first().at("/index"),
                        requested == 1 ? "0" : "0 to " + (requested - 1) + ", each once",
                        Long.toString(index),
                        "choice index is " + index
                                + (seen.contains(index)
                                        ? ", which is used twice"
                                        : ", requested " + requested + (requested == 1 ? " choice" : " choices"))));
            }
        }
        return Result.of(violations);
    }
}
