package dev.loupe.check.rules;

import dev.loupe.check.Occurrence;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares each exchange with the first one of the run that has the same key. */
final class FirstOccurrences<K, F> implements RunCheck.Comparison<F> {
    private final EarliestKeys<K, F> firsts;
    private final Function<F, K> key;
    private final Result first;
    private final BiFunction<Occurrence<F>, F, Result> compared;

    /**
     * A comparison.
     *
     * @param capacity how many keys are remembered; exchanges with other keys are not compared
     * @param first the result of the first exchange with a key
     * @param compared the result of a later one: receives the first occurrence and the fact
     */
    FirstOccurrences(int capacity, Function<F, K> key, Result first, BiFunction<Occurrence<F>, F, Result> compared) {
        this.firsts = EarliestKeys.firsts(capacity);
        this.key = key;
        this.first = first;
        this.compared = compared;
    }

    @Override
    public void add(Occurrence<F> occurrence) {
        firsts.add(key.apply(occurrence.fact()), occurrence);
    }

    @Override
    public Result of(Occurrence<F> occurrence) {
        Occurrence<F> earlier = firsts.firstBefore(key.apply(occurrence.fact()), occurrence);
        return earlier == null ? first : compared.apply(earlier, occurrence.fact());
    }

    @Override
    public Stream<Occurrence<F>> retained() {
        return firsts.retained();
    }
}
