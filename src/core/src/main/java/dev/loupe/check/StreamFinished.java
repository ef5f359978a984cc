package dev.loupe.check;

import dev.loupe.exchange.Place;
import java.util.ArrayList;
import java.util.List;

/** Each choice of a stream is finished, once. */
final class StreamFinished implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.finished",
            Level.MUST,
            "each choice of a stream gets exactly one finish_reason",
            "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "a stream that stops without a reason is a cut answer; read as a whole one it is wrong in silence",
            "send the finish_reason of each choice in its last chunk, or an error frame when the answer cannot be finished");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(Observed observed) {
        if (!(observed.answer() instanceof Completion completion)) {
            return observed.noCompletion();
        }
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        if (completion.failed()) {
            return FAILED;
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean cut = completion.choices().isEmpty();
        for (Choice choice : completion.choices()) {
            cut |= choice.finishes() == 0;
            if (choice.finishes() > 1) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "one finish_reason",
                        Integer.toString(choice.finishes()),
                        "choice " + shown(choice) + " finishes more than once"));
            }
        }
        if (cut && observed.mayBeShortened()) {
            return violations.isEmpty() ? SHORTENED : Result.of(violations);
        }
        if (completion.choices().isEmpty()) {
            violations.add(Violation.of(
                    Place.stream(),
                    "a finish_reason",
                    "nothing",
                    "the stream ended without a choice and without an error"));
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0) {
                violations.add(Violation.of(
                        Place.stream(),
                        "a finish_reason for choice " + shown(choice),
                        "nothing",
                        "truncated: the stream ended without a finish_reason and without an error"));
            }
        }
        return Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.nothingToCheck("not a stream");
    private static final Result FAILED = Result.nothingToCheck("the stream failed");
    private static final Result SHORTENED = Result.nothingToCheck("documentation prints streams shortened");

    private static String shown(Choice choice) {
        return choice.index() == Strict.NOT_WHOLE ? "without index" : Long.toString(choice.index());
    }
}
