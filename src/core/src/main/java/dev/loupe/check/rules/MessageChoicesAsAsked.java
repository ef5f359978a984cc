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

/** As many choices come as were asked for. */
final class MessageChoicesAsAsked implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.choices-as-asked",
            Level.MUST,
            "there are n choices, numbered 0 to n-1, each once",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); the description of n",
            "callers read choices[0] and loop to n",
            "send one choice for each that was asked for, or reject n where it is not supported");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        String noJson = observed.noJson();
        if (noJson != null && StreamContentType.isPage(observed)) {
            return PAGE;
        }
        if (noJson != null && !observed.hasSchema()) {
            return Result.violated(
                    Violation.of(FindingLocation.body(""), "choices", noJson, "a success that is no JSON, or was cut"));
        }
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (completion.streamed()) {
            return STREAM;
        }
        long asked = observed.choicesAsked();
        int got = completion.choices().size();
        if (got != asked) {
            // who ignores what it does not know may answer once to any n
            return got == 1 && !ParameterSupport.knows(observed, "n")
                    ? IGNORED
                    : Result.violated(Violation.of(
                            FindingLocation.body("/choices"),
                            asked == 1 ? "1 choice" : asked + " choices",
                            Integer.toString(got),
                            "not as many choices as were asked for"));
        }
        List<Violation> violations = new ArrayList<>(0);
        Set<Long> seen = new HashSet<>();
        for (Choice choice : completion.choices()) {
            long index = choice.index();
            if (index != StrictValues.NOT_WHOLE && (index < 0 || index >= asked || !seen.add(index))) {
                violations.add(Violation.of(
                        choice.first().at("/index"),
                        asked == 1 ? "0" : "0 to " + (asked - 1) + ", each once",
                        Long.toString(index),
                        "the choices are not numbered as they were asked for"));
            }
        }
        return Result.of(violations);
    }

    private static final Result PAGE = Result.notApplicable("a page and no answer; stream.content-type says so");
    private static final Result STREAM = Result.notApplicable("a stream; stream.choice-indices looks at those");
    private static final Result IGNORED = Result.notApplicable("this model need not know n");
}
