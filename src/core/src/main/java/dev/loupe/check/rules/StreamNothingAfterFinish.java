package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.List;

/** What is finished is over. */
final class StreamNothingAfterFinish implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.nothing-after-finish",
            Level.MUST,
            "no content comes for a choice after its finish_reason",
            "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "clients stop reading a choice at its finish_reason, and lose what comes after it",
            "send finish_reason with or after the last piece of content");

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
        int looked = 0;
        for (Choice choice : completion.choices()) {
            looked += choice.finishes();
            if (choice.end().outputAfter() >= 0) {
                violations.add(Violation.of(
                        FindingLocation.event(choice.end().outputAfter(), ""),
                        "no more content",
                        "content",
                        "content comes after the finish_reason of event "
                                + choice.end().at().event()));
            }
        }
        return looked == 0 ? UNFINISHED : Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result UNFINISHED = Result.notApplicable("the stream did not finish");
}
