package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.rules.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Comparing a run in parts gives the results of comparing it as a whole, whatever the parts and their order. */
class ComparisonMergeTest {
    private static final int PARTITIONS = 1_000;

    /** The facts of all fixtures of a check as one run. */
    private static <F> List<Occurrence<F>> run(RunCheck<F> check) {
        List<Occurrence<F>> facts = new ArrayList<>();
        for (CheckFixturesTest.Fixture fixture : Fixtures.of(check)) {
            fixture.run().forEach(exchange -> {
                F fact = check.factOf(ParsedExchange.of(exchange, fixture.context()));
                if (fact != null) {
                    facts.add(new Occurrence<>(facts.size(), exchange.id(), fact));
                }
            });
        }
        return facts;
    }

    private static <F> List<Result> whole(RunCheck<F> check, List<Occurrence<F>> run) {
        RunCheck.Comparison<F> comparison = check.start();
        return run.stream().map(comparison::next).toList();
    }

    /** Random parts, each with its facts in a random order, merged in a random tree. */
    private static <F> List<Result> inParts(RunCheck<F> check, List<Occurrence<F>> run, Random random) {
        List<RunCheck.Comparison<F>> parts = new ArrayList<>();
        int count = 1 + random.nextInt(run.size());
        IntStream.range(0, count).forEach(i -> parts.add(check.start()));
        List<Occurrence<F>> shuffled = new ArrayList<>(run);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(each -> parts.get(random.nextInt(count)).add(each));
        while (parts.size() > 1) {
            RunCheck.Comparison<F> part = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(part);
        }
        return run.stream().map(parts.getFirst()::of).toList();
    }

    private static List<RunCheck<?>> comparing() {
        List<RunCheck<?>> checks = new ArrayList<>();
        for (Check check : Checks.all()) {
            if (check instanceof RunCheck<?> compared) {
                checks.add(compared);
            }
        }
        return checks;
    }

    @Test
    void anyPartitionOfARunHasTheSameResults() {
        Random random = new Random(7);
        List<RunCheck<?>> checks = comparing();
        for (RunCheck<?> check : checks) {
            samePartitions(check, PARTITIONS / checks.size() + 1, random);
        }
    }

    private static <F> void samePartitions(RunCheck<F> check, int partitions, Random random) {
        List<Occurrence<F>> run = run(check);
        for (int shuffle = 0; shuffle < partitions; shuffle++) {
            List<Result> whole = whole(check, run);
            if (shuffle == 0) {
                assertThat(whole).as(check.info().id()).anyMatch(Result.Violated.class::isInstance);
            }
            assertThat(inParts(check, run, random)).as(check.info().id()).isEqualTo(whole);
            Collections.shuffle(run, random);
            run = renumbered(run);
        }
    }

    /** Another order of the run, in which other exchanges are the first ones. */
    private static <F> List<Occurrence<F>> renumbered(List<Occurrence<F>> run) {
        return new ArrayList<>(IntStream.range(0, run.size())
                .mapToObj(i ->
                        new Occurrence<>(i, run.get(i).exchange(), run.get(i).fact()))
                .toList());
    }
}
