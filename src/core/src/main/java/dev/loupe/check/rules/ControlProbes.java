package dev.loupe.check.rules;

import dev.loupe.check.Occurrence;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the outcome of a probe with that of its control probe, if that was sent earlier. */
final class ControlProbes<F extends ControlProbes.Outcome> implements RunCheck.Comparison<F> {
    /** Exchanges beyond this number are judged without their control probes, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    /** The outcome of a probe. */
    interface Outcome {
        /** Whether it got a 2xx. */
        boolean accepted();

        /** Id of the control probe. */
        String twin();
    }

    private final EarliestKeys<String, F> outcomes = EarliestKeys.firsts(REMEMBERED);
    private final BiFunction<F, @Nullable Boolean, Result> judge;

    /**
     * A comparison.
     *
     * @param judge receives the outcome, and whether the control probe was accepted; null when there is none
     */
    ControlProbes(BiFunction<F, @Nullable Boolean, Result> judge) {
        this.judge = judge;
    }

    @Override
    public void add(Occurrence<F> occurrence) {
        outcomes.add(occurrence.exchange().value(), occurrence);
    }

    @Override
    public Result of(Occurrence<F> occurrence) {
        String twin = occurrence.fact().twin();
        Occurrence<F> control = outcomes.firstBefore(twin, occurrence);
        if (control == null && twin.equals(occurrence.exchange().value())) {
            control = occurrence;
        }
        return judge.apply(
                occurrence.fact(), control == null ? null : control.fact().accepted());
    }

    @Override
    public Stream<Occurrence<F>> retained() {
        return outcomes.retained();
    }
}
