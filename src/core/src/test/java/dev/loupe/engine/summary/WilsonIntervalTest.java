package dev.loupe.engine.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
    @ParameterizedTest
    @CsvSource({"3, 20, 5-36 %", "1, 3, 6-79 %", "0, 20, 0-16 %", "20, 20, 84-100 %", "50, 100, 40-60 %"})
    void theIntervalIsThatOfPublishedTables(int occurrences, int observations, String interval) {
        assertThat(WilsonInterval.of(occurrences, observations)).hasToString(interval);
    }
}
