package dev.loupe.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedRateTest {
    private static final CheckInfo CHECK = new CheckInfo("a.check", Level.MUST, "a", "b", "c", "d");

    @TempDir
    Path dir;

    private int runs;

    /** Twenty responses, some of which count no completion token. */
    private Run run(IntPredicate wrong) {
        List<Exchange> exchanges = IntStream.range(0, 20)
                .mapToObj(i -> Samples.answered("x/" + i, "Text " + i, wrong.test(i) ? 0 : 4))
                .toList();
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve(runs++ + ".ndjson"), exchanges);
    }

    @Test
    void manyDifferencesInOneDirectionAreMoreThanChance() {
        assertThat(PairedRate.of(run(i -> i < 3), run(i -> i < 11)))
                .filteredOn(rate -> rate.check().id().equals("usage.completion-counted"))
                .singleElement()
                .satisfies(rate -> {
                    assertThat(rate.sentence())
                            .isEqualTo("A 3 of 20 (5-36 %), B 11 of 20 (34-74 %), p 0.008: more than chance");
                    assertThat(rate.onlyBefore()).isZero();
                });
    }

    @Test
    void differencesInBothDirectionsMayBeChance() {
        assertThat(PairedRate.of(run(i -> i < 3), run(i -> i > 15)))
                .filteredOn(rate -> rate.check().id().equals("usage.completion-counted"))
                .singleElement()
                .satisfies(rate -> assertThat(rate.isMoreThanChance()).isFalse());
    }

    @Test
    void equalRunsHaveNoDifference() {
        assertThat(PairedRate.of(run(i -> i < 3), run(i -> i < 3))).isEmpty();
    }

    @Test
    void manyComparedChecksRequireAStrongerDifference() {
        assertThat(new PairedRate(CHECK, 20, 3, 11, 0, 1).isMoreThanChance()).isTrue();
        // 0.5 to the number of differing pairs is smaller than any double
        assertThat(new PairedRate(CHECK, 4_000, 1_000, 1_000, 600, 1).isMoreThanChance())
                .isFalse();
        assertThat(new PairedRate(CHECK, 20, 3, 11, 0, 50).isMoreThanChance()).isFalse();
    }
}
