package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Check SUM = Checks.named("usage.total-is-sum").orElseThrow();
    private static final Check ID = Checks.named("identity.id-unique").orElseThrow();

    @Test
    void countsHowOftenACheckAppliesAndIsViolated() {
        Calibration calibration = new Calibration(Checks.all());
        add(calibration, SUM, "holds-plain");
        add(calibration, SUM, "breaks-off-by-one");
        Calibration.Row row = row(calibration, SUM);
        assertThat(calibration.exchanges()).isEqualTo(2);
        assertThat(row.applied()).isEqualTo(2);
        assertThat(row.violated()).isEqualTo(1);
        assertThat(row.rate()).isEqualTo(0.5);
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 2 | 1 | 50.00 % |\n");
    }

    @Test
    void comparesTheExchangesOfARun() {
        Calibration calibration = new Calibration(Checks.all());
        add(calibration, ID, "breaks-same-id");
        assertThat(row(calibration, ID)).isEqualTo(new Calibration.Row(ID.info(), 2, 1));
    }

    @Test
    void aCheckThatNeverAppliesHasNoRate() {
        Calibration calibration = new Calibration(Checks.all());
        assertThat(calibration.rows()).hasSameSizeAs(Checks.all()).allMatch(row -> row.applied() == 0);
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 0 | 0 | - |\n");
    }

    private static void add(Calibration calibration, Check check, String name) {
        for (Fixture fixture : Fixtures.of(check)) {
            if (fixture.name().equals(name)) {
                fixture.run().forEach(exchange -> calibration.add(exchange, fixture.context()));
            }
        }
    }

    private static Calibration.Row row(Calibration calibration, Check check) {
        return calibration.rows().stream()
                .filter(row -> row.check().equals(check.info()))
                .findFirst()
                .orElseThrow();
    }
}
