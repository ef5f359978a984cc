package dev.loupe.engine;

import dev.loupe.check.Check;
import dev.loupe.check.Occurrence;
import dev.loupe.check.RunCheck;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The comparisons of one run, by the position of their check in the run. Receives the exchanges in the order of the run. */
final class Comparisons {
    private final List<RunCheck.@Nullable Comparison<Object>> byCheck = new ArrayList<>();
    private long position;

    Comparisons(List<Check> checks) {
        for (Check check : checks) {
            byCheck.add(check instanceof RunCheck<?> compared ? start(compared) : null);
        }
    }

    /** A comparison receives facts of its own check only. */
    @SuppressWarnings("unchecked")
    private static RunCheck.Comparison<Object> start(RunCheck<?> check) {
        return (RunCheck.Comparison<Object>) check.start();
    }

    /** From now on, facts are of the next exchange. */
    void nextExchange() {
        position++;
    }

    /** The outcome of a check on the exchange with a fact. */
    CheckOutcome outcome(int check, Exchange.Id exchange, Object fact, Optional<String> unusable) {
        RunCheck.Comparison<Object> comparison = byCheck.get(check);
        if (comparison == null) {
            return new CheckOutcome.Crashed("the check has no comparison");
        }
        try {
            return CheckRunner.conclude(comparison.next(new Occurrence<>(position, exchange, fact)), unusable);
        } catch (RuntimeException | StackOverflowError error) {
            return CheckRunner.crashed(error);
        }
    }
}
