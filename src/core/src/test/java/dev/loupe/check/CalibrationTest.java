package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.exchange.Exchange;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final Check SUM = Checks.named("usage.total-is-sum").orElseThrow();
    private static final Check ID = Checks.named("identity.id-unique").orElseThrow();

    @Test
    void countsWhatACheckLookedAtAndWhatItBroke() {
        Calibration calibration = new Calibration();
        add(calibration, SUM);
        Calibration.Row row = row(calibration, SUM);
        assertThat(calibration.exchanges()).isEqualTo(6);
        assertThat(row.looked()).isEqualTo(6);
        assertThat(row.broken()).isEqualTo(3);
        assertThat(row.rate()).isEqualTo(0.5);
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 6 | 3 | 50.00 % |\n");
    }

    @Test
    void comparesTheExchangesOfARun() {
        Calibration calibration = new Calibration();
        add(calibration, ID);
        assertThat(row(calibration, ID).broken()).isEqualTo(2);
    }

    @Test
    void whoLookedAtNothingHasNoRate() {
        Calibration calibration = new Calibration();
        assertThat(calibration.rows()).hasSameSizeAs(Checks.all()).allMatch(row -> row.looked() == 0);
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 0 | 0 | - |\n");
    }

    private static void add(Calibration calibration, Check check) {
        for (Fixture fixture : Fixtures.of(check)) {
            for (Exchange exchange : fixture.run()) {
                calibration.add(exchange, fixture.context());
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
