package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
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

/** The choices of a stream are numbered from 0. */
final class StreamChoiceIndices implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.choice-indices",
            Level.MUST,
            "the indices of the choices in a stream are 0 to n-1",
            "measured: 106 of 106 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "the index is all that tells interleaved answers apart",
            "number choices from 0, one for each that was asked for");

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
        long asked = observed.choicesAsked();
        List<Violation> violations = new ArrayList<>(0);
        Set<Long> seen = new HashSet<>();
        for (Choice choice : completion.choices()) {
            long index = choice.index();
            if (index == StrictValues.NOT_WHOLE) {
                continue;
            }
            seen.add(index);
            if (index < 0 || index >= asked) {
                violations.add(Violation.of(
                        choice.first().at("/index"),
                        asked == 1 ? "0" : "0 to " + (asked - 1),
                        Long.toString(index),
                        "no such choice was asked for"));
            }
        }
        if (seen.isEmpty()) {
            return NO_CHOICES;
        }
        boolean mayLack = completion.failed() || observed.mayBeShortened() || !ParameterSupport.knows(observed, "n");
        for (long index = 0; index < Math.min(asked, 128) && !mayLack && violations.isEmpty(); index++) {
            if (!seen.contains(index)) {
                violations.add(Violation.of(
                        FindingLocation.stream(), "a choice " + index, "none", asked + " choices were asked for"));
            }
        }
        return Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result NO_CHOICES = Result.notApplicable("the stream has no numbered choices");
}
