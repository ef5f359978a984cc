package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import dev.loupe.provider.ProviderProfiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final Check SUM = Checks.named("usage.total-is-sum").orElseThrow();
    private static final Check ID = Checks.named("identity.id-unique").orElseThrow();

    @Test
    void countsHowOftenACheckAppliesAndIsViolatedByProvider() {
        Calibration calibration = new Calibration(Checks.all(), Adjudications.none());
        add(calibration, SUM, "holds-plain");
        add(calibration, SUM, "breaks-off-by-one");
        assertThat(calibration.exchanges()).isEqualTo(2);
        assertThat(row(calibration, SUM).all()).isEqualTo(new Calibration.Counts(2, 1, 0, 0));
        assertThat(row(calibration, SUM).byProvider()).containsOnlyKeys("openai");
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 2 | 1 | 0 | openai 2 |\n");
        assertThat(calibration.violations()).contains("| openai | usage.total-is-sum | MUST | 2 | 1 | 0 | 0 | 1 |\n");
        assertThat(calibration.unadjudicated()).isEqualTo(1);
    }

    @Test
    void comparesTheExchangesOfARun() {
        Calibration calibration = new Calibration(Checks.all(), Adjudications.none());
        add(calibration, ID, "breaks-same-id");
        assertThat(row(calibration, ID).all()).isEqualTo(new Calibration.Counts(2, 1, 0, 0));
    }

    @Test
    void aCheckThatNeverAppliesIsNotExercised() {
        Calibration calibration = new Calibration(Checks.all(), Adjudications.none());
        assertThat(calibration.rows())
                .hasSameSizeAs(Checks.all())
                .allMatch(row -> row.all().applied() == 0);
        assertThat(calibration.table()).contains("| usage.total-is-sum | MUST | 0 | 0 | 0 | - |\n");
    }

    @Test
    void anEntryCoversAsManyViolationsAsWereRead() throws Exception {
        Adjudications adjudications = read("openai", "api.openai.com", 1);
        Calibration calibration = new Calibration(Checks.all(), adjudications);
        add(calibration, SUM, "breaks-off-by-one");
        assertThat(calibration.unadjudicated()).isZero();
        add(calibration, SUM, "breaks-off-by-one");
        assertThat(calibration.unadjudicated()).isEqualTo(1);
        assertThat(adjudications.stale()).isEmpty();
    }

    @Test
    void anEntryOfAnotherServerCoversNothingAndIsStale() throws Exception {
        Adjudications adjudications = read("openai", "other.example.com", 1);
        Calibration calibration = new Calibration(Checks.all(), adjudications);
        add(calibration, SUM, "breaks-off-by-one");
        assertThat(calibration.unadjudicated()).isEqualTo(1);
        assertThat(adjudications.stale()).hasSize(1);
    }

    @Test
    void theCommittedAdjudicationsNameKnownProvidersAndChecks() throws Exception {
        Path file = Path.of(System.getProperty("loupe.root"), "docs/calibration/adjudicated.yaml");
        assertThat(Adjudications.read(Files.readAllBytes(file)).entries())
                .isNotEmpty()
                .allSatisfy(entry -> {
                    assertThat(ProviderProfiles.named(entry.provider()))
                            .as(entry.provider())
                            .isPresent();
                    assertThat(Checks.named(entry.check())).as(entry.check()).isPresent();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a: b                             | must be a list of entries
            [                                | is not valid YAML
            [{provider: openai}]             | entry 1: host is required, a string
            [{provider: openai, host: h, check: c, count: 0}] | entry 1: count is required, a positive integer
            [{provider: p, host: h, check: c, count: 1, verdict: maybe, message: m, reason: r}] | entry 1: verdict is 'maybe', but must be one of
            """)
    void aMalformedListIsReportedWithItsEntry(String yaml, String message) {
        assertThatThrownBy(() -> Adjudications.read(yaml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Adjudications.BadAdjudications.class)
                .hasMessageContaining(message);
    }

    private static Adjudications read(String provider, String host, int count) throws Exception {
        return Adjudications.read(
                ("[{provider: " + provider + ", host: " + host + ", check: usage.total-is-sum, count: " + count
                                + ", verdict: doctored, message: m, reason: r}]")
                        .getBytes(StandardCharsets.UTF_8));
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
