package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailOnTest {
    @ParameterizedTest
    @CsvSource({
        "BREAKING, BREAKING, true",
        "BREAKING, RISKY,    false",
        "BREAKING, COMPATIBLE, false",
        "BREAKING, NONE,     false",
        "RISKY, BREAKING,    true",
        "RISKY, RISKY,       true",
        "RISKY, COMPATIBLE,  false",
        "RISKY, NONE,        false",
        "ANY, BREAKING,      true",
        "ANY, RISKY,         true",
        "ANY, COMPATIBLE,    true",
        "ANY, NONE,          false",
        "NONE, BREAKING,     false",
        "NONE, RISKY,        false",
        "NONE, COMPATIBLE,   false",
        "NONE, NONE,         false"
    })
    void aComparisonFailsAtThisVerdictAndAtMoreSevereOnes(FailOn failOn, DiffResult.Verdict verdict, boolean fails) {
        assertThat(failOn.fails(verdict)).isEqualTo(fails);
    }
}
